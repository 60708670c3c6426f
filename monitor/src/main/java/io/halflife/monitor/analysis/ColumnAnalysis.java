// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.analysis;

import io.halflife.monitor.drift.TestResult;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.profile.ProfileSummary;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * One column of one window: small enough to leave the engine that read the rows.
 *
 * @param summary exact, taken before the profile was compacted
 * @param profile compacted
 * @param tests against the reference; empty when there is no reference
 */
public record ColumnAnalysis(ProfileSummary summary, FeatureProfile profile, List<TestResult> tests)
        implements Serializable {

    public ColumnAnalysis {
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(profile, "profile");
        tests = List.copyOf(tests);
        for (TestResult test : tests) {
            if (!test.column().equals(profile.column())) {
                throw new IllegalArgumentException(
                        "a test of "
                                + test.column()
                                + " beside the profile of "
                                + profile.column());
            }
        }
        long primary = tests.stream().filter(TestResult::primary).count();
        if (!tests.isEmpty() && primary != 1) {
            throw new IllegalArgumentException(
                    profile.column() + " has " + primary + " primary tests, not one");
        }
    }

    public Column column() {
        return profile.column();
    }
}
