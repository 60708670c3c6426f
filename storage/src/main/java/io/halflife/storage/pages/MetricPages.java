// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.pages;

import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.storage.results.CurrentCut;
import io.halflife.storage.results.ResultRows;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** All metrics of a version side by side. Blocking. */
public final class MetricPages {

    private static final String NEWEST =
            CurrentCut.OF_VERSION
                    + """
            select * from performance_window
             where version_id = :version and environment = :environment
               and (window_start, window_end) =
                   (select window_start, window_end from performance_window d
                     where version_id = :version and environment = :environment
                       and window_start >= :from and window_start < :to
                       and (not :mature or (mature and not estimated and value is not null))
                       and
            """
                    + CurrentCut.holds("d")
                    + """
                     order by window_start desc, window_end desc limit 1)
             order by metric, estimated
            """;

    private static final String REFERENCE =
            """
            select metric, value from reference_performance
             where reference_id = :reference and value is not null order by metric
            """;

    private final Jdbi jdbi;

    public MetricPages(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Measured and estimated values of the newest window, by the names of the metrics.
     *
     * @param mature of the newest window whose labels have come, instead of the newest of all
     * @return empty where there is no such window
     */
    public List<PerformanceValue> newest(VersionScope scope, boolean mature) {
        return newest(scope, mature, Instant.MIN, Instant.MAX);
    }

    /** The same of the windows that start in {@code [from, to)}. */
    public List<PerformanceValue> newest(
            VersionScope scope, boolean mature, Instant from, Instant to) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(NEWEST)
                                .bind("version", scope.versionId())
                                .bind("environment", scope.environment())
                                .bind("mature", mature)
                                .bind("from", from)
                                .bind("to", to)
                                .map(ResultRows::performance)
                                .list());
    }

    /** A reference's own values by metric; what it has none of is absent. */
    public Map<String, Double> reference(long referenceId) {
        Map<String, Double> values = new LinkedHashMap<>();
        jdbi.useHandle(
                handle ->
                        handle.createQuery(REFERENCE)
                                .bind("reference", referenceId)
                                .map(
                                        row ->
                                                Map.entry(
                                                        row.getColumn("metric", String.class),
                                                        row.getColumn("value", Double.class)))
                                .forEach(e -> values.put(e.getKey(), e.getValue())));
        return values;
    }
}
