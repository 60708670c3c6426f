// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.analyzer.block.Outcome;
import io.halflife.monitor.estimation.Estimator;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.storage.reference.ProfiledReference;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What leaves a task about a reference: one column, or what there is to say about all rows, or why
 * there is nothing; the others are null.
 *
 * @param job the reference's number in its call
 */
record ReferencePart(int job, FeatureProfile profile, Outcome outcome, String failure)
        implements Serializable {

    static ReferencePart of(int job, FeatureProfile profile) {
        return new ReferencePart(job, profile, null, null);
    }

    static ReferencePart of(int job, Outcome outcome) {
        return new ReferencePart(job, null, outcome, null);
    }

    /** The whole reference, from all parts of it. */
    static Attempt<ProfiledReference> together(long referenceId, List<ReferencePart> parts) {
        Optional<String> failure = first(parts, ReferencePart::failure);
        if (failure.isPresent()) {
            return Attempt.failed(failure.get());
        }
        return first(parts, ReferencePart::outcome)
                .map(outcome -> Attempt.of(profiled(referenceId, outcome, parts)))
                .orElseGet(() -> Attempt.failed("reference " + referenceId + " has no rows"));
    }

    private static <T> Optional<T> first(
            List<ReferencePart> parts, Function<ReferencePart, T> what) {
        return parts.stream().map(what).filter(Objects::nonNull).findFirst();
    }

    private static ProfiledReference profiled(
            long referenceId, Outcome outcome, List<ReferencePart> parts) {
        boolean labelled = outcome.performance().labelled() > 0;
        return new ProfiledReference(
                referenceId,
                outcome.rows(),
                outcome.first(),
                outcome.last(),
                parts.stream().map(ReferencePart::profile).filter(Objects::nonNull).toList(),
                labelled ? outcome.performance().metrics() : List.of(),
                Estimator.of(outcome.performance().calibrationScores()).orElse(null));
    }
}
