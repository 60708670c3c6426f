// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.intake;

import io.halflife.monitor.window.Window;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.RowView;

/** Reads the metrics that callers computed. Blocking; written by the collector's log. */
public final class MetricValues {

    /** More than this many are never read at once. */
    public static final int LIMIT_MAX = 1000;

    private final Jdbi jdbi;

    public MetricValues(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The names that a version has values of in an environment, sorted. */
    public List<String> names(VersionScope scope) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select distinct name from metric_value
                                         where version_id = :version and environment = :environment
                                         order by name
                                        """)
                                .bind("version", scope.versionId())
                                .bind("environment", scope.environment())
                                .mapTo(String.class)
                                .list());
    }

    /**
     * The values in force of one name, oldest window first: of each window the highest revision
     * that was known at {@code asOf}.
     *
     * @param range windows that begin in it
     * @param limit at most {@link #LIMIT_MAX}
     */
    public List<ReportedMetric> current(
            VersionScope scope, String name, Window range, Instant asOf, int limit) {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("limit is not in 1.." + LIMIT_MAX + ": " + limit);
        }
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select distinct on (from_time, to_time)
                                               name, from_time, to_time, revision, value, n,
                                               standard_error, source, received_at
                                          from metric_value
                                         where version_id = :version and environment = :environment
                                           and name = :name
                                           and from_time >= :from and from_time < :to
                                           and available_at <= :asOf
                                         order by from_time, to_time, revision desc
                                         limit :limit
                                        """)
                                .bind("version", scope.versionId())
                                .bind("environment", scope.environment())
                                .bind("name", name)
                                .bind("from", range.start())
                                .bind("to", range.end())
                                .bind("asOf", asOf)
                                .bind("limit", limit)
                                .map(MetricValues::value)
                                .list());
    }

    private static ReportedMetric value(RowView row) {
        Long n = row.getColumn("n", Long.class);
        Double error = row.getColumn("standard_error", Double.class);
        return new ReportedMetric(
                row.getColumn("name", String.class),
                new Window(
                        row.getColumn("from_time", Instant.class),
                        row.getColumn("to_time", Instant.class)),
                row.getColumn("revision", Integer.class),
                row.getColumn("value", Double.class),
                n == null ? OptionalLong.empty() : OptionalLong.of(n),
                error == null ? OptionalDouble.empty() : OptionalDouble.of(error),
                Optional.ofNullable(row.getColumn("source", String.class)),
                row.getColumn("received_at", Instant.class));
    }
}
