// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.analysis;

import io.halflife.monitor.model.VersionDefinition;
import io.halflife.monitor.period.Periods;
import io.halflife.monitor.policy.MonitoringPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Everything that a run decides from.
 *
 * @param asOf the run's clock: labels known, maturity, cool-down and expiry come from it
 * @param reference {@link ReferenceFacts#NONE} when the version has none
 * @param policyRevision the revision of the policy
 * @param windows what was read in this run, each closed as of the clock
 * @param decayRange window labels {@code A..B} to fit beside all windows; the empty string for none
 * @param periods muted and excluded ones that were known at the clock
 * @param comparisons what the windows are compared by beside the tests that they come with
 * @param earlier what portions of this run before this one did; the history holds their rows
 */
public record AnalysisInput(
        VersionDefinition version,
        String environment,
        Instant asOf,
        ReferenceFacts reference,
        MonitoringPolicy policy,
        int policyRevision,
        List<WindowAnalysis> windows,
        History history,
        String decayRange,
        Periods periods,
        Comparisons comparisons,
        EarlierPortions earlier) {

    public AnalysisInput {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(history, "history");
        Objects.requireNonNull(decayRange, "decayRange");
        Objects.requireNonNull(periods, "periods");
        Objects.requireNonNull(comparisons, "comparisons");
        Objects.requireNonNull(earlier, "earlier");
        windows = List.copyOf(windows);
        for (WindowAnalysis window : windows) {
            if (!window.window().isClosed(asOf, policy.grace())) {
                throw new IllegalArgumentException(
                        "window " + window.label() + " is not closed as of " + asOf);
            }
        }
    }

    /**
     * A run in one piece, of which nobody set periods apart; compared with the reference in force
     * alone, by the policy's floor.
     */
    public AnalysisInput(
            VersionDefinition version,
            String environment,
            Instant asOf,
            ReferenceFacts reference,
            MonitoringPolicy policy,
            int policyRevision,
            List<WindowAnalysis> windows,
            History history,
            String decayRange) {
        this(
                version,
                environment,
                asOf,
                reference,
                policy,
                policyRevision,
                windows,
                history,
                decayRange,
                Periods.NONE,
                Comparisons.NONE,
                EarlierPortions.NONE);
    }

    /** The same under these periods. */
    public AnalysisInput with(Periods known) {
        return new AnalysisInput(
                version,
                environment,
                asOf,
                reference,
                policy,
                policyRevision,
                windows,
                history,
                decayRange,
                known,
                comparisons,
                earlier);
    }

    /** The same compared by these as well. */
    public AnalysisInput with(Comparisons others) {
        return new AnalysisInput(
                version,
                environment,
                asOf,
                reference,
                policy,
                policyRevision,
                windows,
                history,
                decayRange,
                periods,
                others,
                earlier);
    }

    /** The same as a portion that goes on after these. */
    public AnalysisInput after(EarlierPortions portions) {
        return new AnalysisInput(
                version,
                environment,
                asOf,
                reference,
                policy,
                policyRevision,
                windows,
                history,
                decayRange,
                periods,
                comparisons,
                portions);
    }

    /** The same run over a part of the rows: its windows, and what is stored about it. */
    AnalysisInput narrowedTo(List<WindowAnalysis> part, History stored) {
        return new AnalysisInput(
                version,
                environment,
                asOf,
                reference,
                policy,
                policyRevision,
                part,
                stored,
                decayRange,
                periods,
                Comparisons.NONE,
                EarlierPortions.NONE);
    }
}
