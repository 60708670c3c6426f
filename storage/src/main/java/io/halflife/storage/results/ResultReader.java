// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.results;

import io.halflife.monitor.analysis.BesideResult;
import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.window.Window;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Results of the analyzer, for pages and the read API. Ranges are half-open over window starts;
 * {@link Instant#MIN} and {@link Instant#MAX} mean no bound. Lists are ordered by window, then
 * name.
 */
public interface ResultReader {

    /** The results in this database. */
    static ResultReader in(Jdbi jdbi) {
        return new PostgresResultReader(jdbi);
    }

    Optional<AnalysisRun> latestRun(VersionScope scope);

    /** Newest first. */
    List<AnalysisRun> runs(VersionScope scope, int limit);

    List<DriftResult> drift(VersionScope scope, Instant from, Instant to);

    /** Comparisons with the windows before each, where the policy wanted them. */
    List<BesideResult> beside(VersionScope scope, Instant from, Instant to);

    /** Only the tests that verdicts rest on: what alarm states are recomputed from. */
    List<DriftResult> primaryDrift(VersionScope scope, Instant from, Instant to);

    /** Those and the missing rates: all that families of p-values are made of. */
    List<DriftResult> judged(VersionScope scope, Instant from, Instant to);

    /** One window: the tests that verdicts rest on, the missing rates and the new categories. */
    List<DriftResult> findings(VersionScope scope, Window window);

    /** Every test of one column in one window, the primary one first. */
    List<DriftResult> tests(VersionScope scope, Window window, Column column);

    List<PerformanceValue> performance(VersionScope scope, Instant from, Instant to);

    /**
     * The reference's own performance: window and label are the reference's span and {@code ""};
     * where its rows carry no event time, the span is the instant of its creation.
     */
    List<PerformanceValue> referencePerformance(long referenceId);

    List<StoredProfile> profiles(VersionScope scope, Instant from, Instant to);

    /** One column. */
    List<StoredProfile> profiles(VersionScope scope, Instant from, Instant to, Column column);

    /** The fits of the latest run. */
    List<DecayFit> decay(VersionScope scope);

    /** Oldest first. */
    List<StoredRequest> requests(int modelId, String environment);

    /**
     * The reference in force; else the newest that is frozen, else the one that collects rows, else
     * one that could not be profiled; empty when the version has none.
     */
    Optional<ReferenceState> reference(int versionId);
}
