// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.monitor.policy.DriftSettings;
import io.halflife.monitor.profile.FeatureProfile;
import java.util.List;

/**
 * Every test of a column of a window against its reference. To add a test, add it to this list.
 *
 * <p>Exactly one result is primary: KS for numbers, chi-square for names and for numbers of which
 * the reference has at most ten. Pure, and safe to call from many threads.
 */
public final class DriftTests {

    static final List<DriftTest> ALL =
            List.of(
                    new KsTest(),
                    new ChiSquareTest(),
                    new PsiTest(),
                    new DecilePsiTest(),
                    new WassersteinTest(),
                    new JensenShannonTest(),
                    new DecileJensenShannonTest(),
                    new LInfinityTest(),
                    new MissingRateTest(),
                    new NewCategoryTest());

    private DriftTests() {}

    /** The names of all tests, in the order in which they are shown. */
    public static List<String> names() {
        return ALL.stream().map(DriftTest::name).toList();
    }

    /**
     * Compares.
     *
     * @throws IllegalArgumentException when the profiles are of different columns or kinds
     */
    public static List<TestResult> compare(
            FeatureProfile reference, FeatureProfile current, DriftSettings settings) {
        Comparison comparison = new Comparison(reference, current, settings);
        return ALL.stream()
                .filter(test -> test.isFor(comparison))
                .map(test -> test.compare(comparison))
                .toList();
    }
}
