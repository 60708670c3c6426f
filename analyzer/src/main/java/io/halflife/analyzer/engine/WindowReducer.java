// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.monitor.analysis.ColumnAnalysis;
import io.halflife.monitor.drift.DriftTests;
import io.halflife.monitor.drift.TestResult;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.policy.DriftSettings;
import io.halflife.monitor.profile.FeatureProfile;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.broadcast.Broadcast;

/**
 * Makes a column's blocks into its profile, compares that with the reference, and keeps what is
 * small. Runs inside tasks.
 *
 * @param profilePoints points of a numeric column that are kept
 */
record WindowReducer(
        Columns columns,
        Broadcast<ReferenceProfiles> reference,
        DriftSettings drift,
        int profilePoints)
        implements Serializable {

    /** Empty for an output that the model never gives. */
    Optional<WindowPart> reduce(int window, int column, Iterable<Block> blocks) {
        List<Block> inOrder = Profiles.inOrder(blocks);
        if (column == columns.outcome()) {
            return Optional.of(new WindowPart.OfRows(window, Profiles.outcome(inOrder)));
        }
        FeatureProfile profile = Profiles.of(columns, column, inOrder);
        Optional<FeatureProfile> compared = reference.value().of(profile.column());
        if (profile.column().role() != Role.FEATURE && profile.n() == 0 && compared.isEmpty()) {
            return Optional.empty();
        }
        List<TestResult> tests =
                compared.map(r -> DriftTests.compare(r, profile, drift)).orElse(List.of());
        ColumnAnalysis analysis =
                new ColumnAnalysis(profile.summary(), profile.compact(profilePoints), tests);
        return Optional.of(new WindowPart.OfColumn(window, analysis));
    }
}
