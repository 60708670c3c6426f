// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.intake;

import io.halflife.monitor.window.Window;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/**
 * Reads the quarantine: a sample of what was refused, at most a thousand items per hour and model
 * and collector. Blocking.
 */
public final class Rejects {

    /** More than this many are never read at once. */
    public static final int LIMIT_MAX = 1000;

    private final Jdbi jdbi;

    public Rejects(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * What was refused of a model, newest first.
     *
     * @param range of the time of arrival
     */
    public List<Reject> newest(String model, Window range, int limit) {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("limit is not in 1.." + LIMIT_MAX + ": " + limit);
        }
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select door, model, code, pointer, detail, excerpt,
                                               received_at
                                          from ingest_reject
                                         where model = :model
                                           and received_at >= :from and received_at < :to
                                         order by received_at desc, id desc limit :limit
                                        """)
                                .bind("model", model)
                                .bind("from", range.start())
                                .bind("to", range.end())
                                .bind("limit", limit)
                                .map(
                                        row ->
                                                new Reject(
                                                        row.getColumn("door", String.class),
                                                        text(row.getColumn("model", String.class)),
                                                        row.getColumn("code", String.class),
                                                        row.getColumn("pointer", String.class),
                                                        row.getColumn("detail", String.class),
                                                        text(
                                                                row.getColumn(
                                                                        "excerpt", String.class)),
                                                        row.getColumn(
                                                                "received_at", Instant.class)))
                                .list());
    }

    /** How many of each code the sample holds of a model. */
    public Map<String, Long> byCode(String model, Window range) {
        Map<String, Long> counts = new TreeMap<>();
        jdbi.useHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select code, count(*) as n from ingest_reject
                                         where model = :model
                                           and received_at >= :from and received_at < :to
                                         group by code
                                        """)
                                .bind("model", model)
                                .bind("from", range.start())
                                .bind("to", range.end())
                                .map(
                                        row ->
                                                counts.put(
                                                        row.getColumn("code", String.class),
                                                        row.getColumn("n", Long.class)))
                                .list());
        return counts;
    }

    private static Optional<String> text(String text) {
        return Optional.ofNullable(text);
    }
}
