// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.api;

import static io.halflife.storage.json.Json.number;
import static io.halflife.storage.json.Json.object;
import static io.halflife.storage.json.Json.time;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.monitor.analysis.BesideResult;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.profile.ProfileSummary;
import io.halflife.storage.results.StoredProfile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of a column in a window: one object of {@code verdicts[]} and of {@code
 * profiles[]}.
 */
public final class DriftJson {

    private DriftJson() {}

    /** One test of one column in one window. */
    public static ObjectNode verdict(DriftResult result) {
        ObjectNode json = object();
        json.put("window", result.label());
        json.set("from", time(result.window().start()));
        json.set("to", time(result.window().end()));
        json.put("feature", result.column().name());
        json.put("role", result.column().role().name());
        json.put("test", result.test());
        json.put("primary", result.primary());
        json.put("reference_id", result.referenceId());
        if (result.comparedWith() != null) {
            json.set("reference_from", time(result.comparedWith().start()));
            json.set("reference_to", time(result.comparedWith().end()));
        }
        json.put("n_reference", result.nReference());
        json.put("n", result.n());
        json.put("missing", result.missing());
        putFigures(json, result);
        json.put("drift_detected", result.driftDetected());
        json.put("verdict", nameOf(result.verdict()));
        json.put("alarm_state", nameOf(result.alarmState()));
        json.put("reason", result.reason());
        putMark(json, "muted", result.marks().muted());
        putMark(json, "excluded", result.marks().excluded());
        putDetail(json, result.detail());
        if (!result.newCategories().isEmpty()) {
            result.newCategories().forEach(json.putArray("new_categories")::add);
        }
        return json;
    }

    private static void putMark(ObjectNode json, String name, String reason) {
        if (reason != null) {
            json.put(name, reason);
        }
    }

    /** A column of a window beside the windows before it: no alarm rests on it. */
    public static ObjectNode beside(BesideResult beside) {
        ObjectNode json = verdict(beside.result());
        json.remove(List.of("primary", "reference_id", "alarm_state"));
        json.put("comparison", beside.comparison());
        return json;
    }

    private static void putFigures(ObjectNode json, DriftResult result) {
        json.set("statistic", number(result.statistic()));
        json.set("p", number(result.p()));
        json.set("p_asymptotic", number(result.pAsymptotic()));
        json.set("log10_p", number(result.log10P()));
        json.set("p_adjusted", number(result.pAdjusted()));
        json.set("effect", number(result.effect()));
    }

    /** {@code a.b} becomes {@code "a":{"b":…}}, a plain name a member of {@code "detail"}. */
    private static void putDetail(ObjectNode json, Map<String, Double> detail) {
        for (Map.Entry<String, Double> figure : new TreeMap<>(detail).entrySet()) {
            String name = figure.getKey();
            int dot = name.indexOf('.');
            String group = dot < 0 ? "detail" : name.substring(0, dot);
            json.withObjectProperty(group).set(name.substring(dot + 1), number(figure.getValue()));
        }
    }

    private static String nameOf(Enum<?> state) {
        return state == null ? null : state.name();
    }

    /** A column of a window in nine figures. */
    public static ObjectNode profile(StoredProfile profile) {
        ObjectNode json = object();
        ProfileSummary summary = profile.summary();
        json.put("window", profile.label());
        json.set("from", time(profile.window().start()));
        json.set("to", time(profile.window().end()));
        json.put("feature", profile.column().name());
        json.put("role", profile.column().role().name());
        json.put("kind", profile.kind().jsonName());
        json.put("n", summary.n());
        json.put("missing", summary.missing());
        json.set("mean", number(summary.mean()));
        json.set("std", number(summary.std()));
        json.set("min", number(summary.min()));
        json.set("q25", number(summary.q25()));
        json.set("median", number(summary.median()));
        json.set("q75", number(summary.q75()));
        json.set("max", number(summary.max()));
        return json;
    }
}
