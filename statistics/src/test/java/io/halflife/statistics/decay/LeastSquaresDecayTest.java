// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import io.halflife.statistics.oracle.SharedFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LeastSquaresDecayTest {

    @TestFactory
    Stream<DynamicTest> fit_ofRealDataAgreesWithScipy() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String name : List.of("elec2", "bike-sharing", "hotel-booking", "nannyml-car-loan")) {
            JsonNode fits = SharedFiles.DATA.json(name + "/expected.json").get("decay_fits");
            for (Map.Entry<String, JsonNode> fit : fits.properties()) {
                String title = name + " " + fit.getKey();
                tests.add(DynamicTest.dynamicTest(title, () -> check(title, fit.getValue())));
            }
        }
        assertTrue(tests.size() > 10, "fits " + tests.size());
        return tests.stream();
    }

    /** A residual sum at most 10⁻⁶ above scipy's best of several starts. */
    private static void check(String title, JsonNode expected) {
        LeastSquaresDecay fit =
                LeastSquaresDecay.fit(numbers(expected, "t_days"), numbers(expected, "y"))
                        .orElseThrow();

        JsonNode two = expected.get("two_parameter");
        double rss = two.get("rss").asDouble();
        assertTrue(fit.rss() <= rss * (1 + 1e-6), title + ": " + fit.rss() + " above " + rss);
        if (two.get("identifiable").asBoolean()) {
            double a = two.get("params").get("a").asDouble();
            double k = two.get("params").get("k").asDouble();
            assertEquals(a, fit.a(), 1e-5 * Math.abs(a), title);
            assertEquals(k, fit.k(), 1e-5 * Math.abs(k), title);
        }
    }

    private static double[] numbers(JsonNode node, String name) {
        return StreamSupport.stream(node.get(name).spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    /** y = b1·x^b2 is b1·e^(−kt) with t = ln x and k = −b2. */
    @TestFactory
    Stream<DynamicTest> fit_reachesNistsCertifiedPowerLaw() {
        return Oracles.peerTests(
                "nist-strd-exponential",
                c -> c.id().equals("DanWood"),
                oracle -> {
                    double[] t = Arrays.stream(oracle.numbers("input.x")).map(Math::log).toArray();
                    LeastSquaresDecay fit =
                            LeastSquaresDecay.fit(t, oracle.numbers("input.y")).orElseThrow();
                    oracle.close("parameters.0.certified", fit.a(), 1e-9, 0);
                    oracle.close("parameters.1.certified", -fit.k(), 1e-9, 0);
                    oracle.close("certified_rss", fit.rss(), 1e-9, 0);
                });
    }

    /** The search itself, on y = b1·(1 − e^(−b2·x)). */
    @TestFactory
    Stream<DynamicTest> search_reachesNistsCertifiedSaturation() {
        return Oracles.peerTests(
                "nist-strd-exponential",
                c -> c.text("model").equals("y = b1*(1-exp(-b2*x))"),
                LeastSquaresDecayTest::checkSaturation);
    }

    private static void checkSaturation(OracleCase oracle) {
        double[] x = oracle.numbers("input.x");
        double[] ones = new double[x.length];
        Arrays.fill(ones, 1);
        double span = Arrays.stream(x).max().orElseThrow();
        RateSearch search = new RateSearch(x, oracle.numbers("input.y"), ones, SATURATION);

        for (String start : List.of("start1", "start2")) {
            double likely = oracle.number("parameters.1." + start);
            double rate = search.best(50 / span, likely).orElseThrow();

            oracle.close("parameters.0.certified", search.factor(rate), 1e-8, 0);
            oracle.close("parameters.1.certified", rate, 1e-8, 0);
            oracle.close("certified_rss", search.squares(rate), 1e-9, 0);
        }
    }

    private static final RateSearch.Curve SATURATION =
            new RateSearch.Curve() {
                @Override
                public double value(double t, double k) {
                    return -Math.expm1(-k * t);
                }

                @Override
                public double slope(double t, double k, double value) {
                    return t * (1 - value);
                }
            };

    @Test
    void fit_ofExactPointsReturnsThem() {
        double[] t = {10, 20, 35, 80};
        double[] y = Arrays.stream(t).map(x -> 3 * Math.exp(0.04 * x)).toArray();

        LeastSquaresDecay fit = LeastSquaresDecay.fit(t, y).orElseThrow();

        assertEquals(3, fit.a(), 1e-9);
        assertEquals(-0.04, fit.k(), 1e-11);
        assertEquals(0, fit.rss(), 1e-18);
    }

    @Test
    void fit_ofAConstantHasNoRate() {
        LeastSquaresDecay fit =
                LeastSquaresDecay.fit(new double[] {1, 2, 3, 4}, new double[] {5, 5, 5, 5})
                        .orElseThrow();

        assertEquals(0, fit.k(), 1e-12);
        assertEquals(5, fit.a(), 1e-11);
    }

    @Test
    void fit_ofTooLittleIsEmpty() {
        assertTrue(LeastSquaresDecay.fit(new double[] {1, 2}, new double[] {3, 2}).isEmpty());
        assertTrue(LeastSquaresDecay.fit(new double[] {1, 1, 1}, new double[] {3, 2, 1}).isEmpty());
        assertTrue(LeastSquaresDecay.fit(new double[] {1, 2, 3}, new double[] {0, 0, 0}).isEmpty());
    }
}
