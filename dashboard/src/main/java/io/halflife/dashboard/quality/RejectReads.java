// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.quality;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.monitor.window.Window;
import io.halflife.storage.Storage;
import io.halflife.storage.intake.Reject;
import io.halflife.storage.intake.Rejects;
import io.halflife.storage.intake.SchemaDrift;
import io.halflife.storage.json.Json;
import io.halflife.storage.results.VersionScope;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What was refused of a model, and what no signature knows, as JSON. Blocking. */
public final class RejectReads {

    private static final Duration SINCE = Duration.ofDays(7);

    private final Rejects rejects;
    private final SchemaDrift schemaDrift;

    public RejectReads(Storage storage) {
        this.rejects = new Rejects(storage.jdbi());
        this.schemaDrift = new SchemaDrift(storage.jdbi());
    }

    /**
     * Adds the newest items that were refused in a period, and how many by code.
     *
     * @param to {@link Instant#MAX}: now
     * @param from {@link Instant#MIN}: seven days before
     */
    public ObjectNode put(ObjectNode json, String model, Instant from, Instant to, int limit) {
        Instant end = to.equals(Instant.MAX) ? Instant.now().plusSeconds(60) : to;
        Instant start = from.equals(Instant.MIN) ? end.minus(SINCE) : from;
        json.set("from", Json.time(from.equals(Instant.MIN) ? null : from));
        json.set("to", Json.time(to.equals(Instant.MAX) ? null : to));
        ObjectNode counts = json.putObject("counts");
        ArrayNode items = json.putArray("items");
        if (start.isBefore(end)) {
            Window range = new Window(start, end);
            rejects.byCode(model, range).forEach(counts::put);
            rejects.newest(model, range, limit).forEach(reject -> items.add(reject(reject)));
        }
        return json.putNull("next_cursor");
    }

    private static ObjectNode reject(Reject reject) {
        ObjectNode json = Json.object();
        json.set("received_at", Json.time(reject.receivedAt()));
        json.put("door", reject.door());
        json.put("code", reject.code());
        json.put("pointer", reject.pointer());
        json.put("detail", reject.detail());
        json.put("excerpt", reject.excerpt().orElse(null));
        return json;
    }

    /** Adds features that came and that the signature does not know, over whole days. */
    public ObjectNode putUnknown(ObjectNode json, VersionScope scope, Instant from, Instant to) {
        LocalDate first = from.equals(Instant.MIN) ? LocalDate.of(1970, 1, 1) : day(from);
        LocalDate end =
                to.equals(Instant.MAX)
                        ? LocalDate.of(9999, 12, 31)
                        : day(to.minusNanos(1)).plusDays(1);
        ArrayNode items = json.putArray("items");
        schemaDrift
                .counts(scope, first, end)
                .forEach((name, n) -> items.addObject().put("feature", name).put("n", n));
        return json.putNull("next_cursor");
    }

    private static LocalDate day(Instant instant) {
        return instant.atZone(ZoneOffset.UTC).toLocalDate();
    }
}
