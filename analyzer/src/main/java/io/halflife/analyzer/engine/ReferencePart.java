// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.storage.reference.ProfiledReference;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * What leaves a task about a reference: one column, or what there is to say about all rows; the
 * other is null.
 */
record ReferencePart(FeatureProfile profile, Outcome outcome) implements Serializable {

    /** The whole reference. */
    static ProfiledReference together(long referenceId, List<ReferencePart> parts) {
        List<FeatureProfile> profiles =
                parts.stream().map(ReferencePart::profile).filter(Objects::nonNull).toList();
        Outcome outcome =
                parts.stream()
                        .map(ReferencePart::outcome)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "reference " + referenceId + " has no rows"));
        boolean labelled = outcome.performance().labelled() > 0;
        return new ProfiledReference(
                referenceId,
                outcome.rows(),
                outcome.first(),
                outcome.last(),
                profiles,
                labelled ? outcome.performance().metrics() : List.of());
    }
}
