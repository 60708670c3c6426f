// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.monitor.policy.DriftSettings;
import io.halflife.monitor.profile.FeatureProfile;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every test of a column of a window against its reference. To add a test, add it to a list.
 *
 * <p>Exactly one result is primary: KS for numbers, chi-square for names and for numbers of which
 * the reference has at most ten. Optional tests are made when the policy names them; they say more
 * about a change, and never change the verdict. Pure, and safe to call from many threads.
 */
public final class DriftTests {

    private static final List<DriftTest> ALWAYS =
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
                    new NewCategoryTest(),
                    new OutOfRangeTest(),
                    new CardinalityTest());

    private static final List<DriftTest> OPTIONAL =
            List.of(
                    new MannWhitneyTest(),
                    new CramerVonMisesTest(),
                    new AndersonDarlingTest(),
                    new WelchTest(),
                    new EnergyTest(),
                    new HellingerTest());

    static final List<DriftTest> ALL = Stream.of(ALWAYS, OPTIONAL).flatMap(List::stream).toList();

    private DriftTests() {}

    /** The names of all tests, in the order in which they are shown. */
    public static List<String> names() {
        return ALL.stream().map(DriftTest::name).toList();
    }

    /** The names of the tests that {@link DriftSettings#tests} may switch on. */
    public static List<String> optional() {
        return OPTIONAL.stream().map(DriftTest::name).toList();
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
                .filter(test -> ALWAYS.contains(test) || settings.tests().contains(test.name()))
                .filter(test -> test.isFor(comparison))
                .map(test -> test.compare(comparison))
                .toList();
    }
}
