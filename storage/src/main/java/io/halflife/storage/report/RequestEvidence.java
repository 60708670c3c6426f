// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.report;

import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.performance.PerformanceValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * What a call to retrain shows of the results behind it.
 *
 * @param coolDown of the policy in force
 * @param reference performance of the reference, by metric
 */
public record RequestEvidence(
        int policyRevision,
        Duration coolDown,
        List<DriftResult> verdicts,
        List<PerformanceValue> performance,
        Map<String, Double> reference,
        List<DecayFit> fits) {

    public RequestEvidence {
        Objects.requireNonNull(coolDown, "coolDown");
        verdicts = List.copyOf(verdicts);
        performance = List.copyOf(performance);
        reference = Map.copyOf(reference);
        fits = List.copyOf(fits);
    }

    /** The reference's performance by metric, without those that are not defined. */
    static Map<String, Double> reference(Handle handle, long referenceId) {
        Map<String, Double> reference = new TreeMap<>();
        handle.createQuery(
                        """
                        select metric, value from reference_performance
                         where reference_id = :id and value is not null
                        """)
                .bind("id", referenceId)
                .map(
                        row ->
                                Map.entry(
                                        row.getColumn("metric", String.class),
                                        row.getColumn("value", Double.class)))
                .forEach(entry -> reference.put(entry.getKey(), entry.getValue()));
        return reference;
    }
}
