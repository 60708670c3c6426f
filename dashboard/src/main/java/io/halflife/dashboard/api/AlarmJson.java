// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.api;

import static io.halflife.storage.json.Json.number;
import static io.halflife.storage.json.Json.object;
import static io.halflife.storage.json.Json.time;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.monitor.window.Window;
import io.halflife.storage.pages.Alarm;
import io.halflife.storage.results.VersionScope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An alarm of a column: what raised it, and what cleared it. */
public final class AlarmJson {

    private static final int ID_BYTES = 16;

    private AlarmJson() {}

    /** {@code state} is ALARM while it stands, then CLEAR; the figures are those that raised it. */
    public static ObjectNode alarm(VersionScope scope, Alarm alarm) {
        ObjectNode json = object();
        json.put("id", id(scope, alarm));
        json.put("feature", alarm.column().name());
        json.put("role", alarm.column().role().name());
        json.put("state", alarm.isStanding() ? "ALARM" : "CLEAR");
        putWindow(json, alarm.raised(), alarm.label());
        json.set("cleared", alarm.isStanding() ? null : cleared(alarm));
        json.put("test", alarm.test());
        json.put("reference_id", alarm.referenceId());
        json.put("n_reference", alarm.nReference());
        json.put("n", alarm.n());
        json.set("statistic", number(alarm.statistic()));
        json.set("p_adjusted", number(alarm.pAdjusted()));
        json.set("effect", number(alarm.effect()));
        json.put("reason", alarm.reason());
        return json;
    }

    private static ObjectNode cleared(Alarm alarm) {
        ObjectNode json = object();
        putWindow(json, alarm.cleared(), alarm.clearedLabel());
        return json;
    }

    private static void putWindow(ObjectNode json, Window window, String label) {
        json.put("window", label);
        json.set("from", time(window.start()));
        json.set("to", time(window.end()));
    }

    /** The same alarm has the same id at every look, also after its window was judged again. */
    private static String id(VersionScope scope, Alarm alarm) {
        String content =
                String.join(
                        "\n",
                        Integer.toString(scope.versionId()),
                        scope.environment(),
                        alarm.raised().start().toString(),
                        alarm.column().role().name(),
                        alarm.column().name());
        byte[] digest = sha256().digest(content.getBytes(StandardCharsets.UTF_8));
        return "alm_" + HexFormat.of().formatHex(digest, 0, ID_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
