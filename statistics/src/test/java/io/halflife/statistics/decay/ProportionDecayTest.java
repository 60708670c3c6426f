// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.figure.Status;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ProportionDecayTest {

    /** Relative and absolute tolerance of intervals, crossings and levels. */
    private static final double RELATIVE = 1e-6;

    private static final double ABSOLUTE = 1e-9;

    @TestFactory
    Stream<DynamicTest> fit_agreesWithTheOracle() {
        return Oracles.tests("decay_fit", ProportionDecayTest::check);
    }

    private static void check(OracleCase oracle) {
        assertEquals(8, oracle.whole("config.min_windows"));
        ExponentialFit fit =
                ProportionDecay.fit(
                        oracle.numbers("t"),
                        oracle.wholes("n"),
                        oracle.wholes("k"),
                        oracle.number("floor"));
        assertEquals(oracle.text("expected.status"), fit.status().name());
        assertEquals(oracle.whole("expected.windows"), fit.windows());
        boolean trending = fit.isTrending(Trend.FALLING, oracle.number("config.alpha_slope"));
        checkRecent(oracle, fit, trending);
        if (fit.isFitted()) {
            checkEstimates(oracle, fit);
            checkLikelihood(oracle);
            checkIntervals(oracle, fit);
            assertEquals(oracle.text("expected.model"), trending ? "decay" : "constant");
            if (oracle.has("expected.t_star")) {
                checkCrossing(oracle, fit, trending);
            }
        } else {
            assertFalse(trending);
            assertEquals(Figure.undefined(fit.status()), fit.rate());
            assertEquals(Interval.undefined(fit.status()), fit.rateInterval(0.95));
        }
    }

    private static void checkEstimates(OracleCase oracle, ExponentialFit fit) {
        oracle.close("expected.a", fit.logInitial().value(), 1e-8, 1e-11);
        oracle.close("expected.lambda_", fit.rate().value(), 1e-8, 1e-11);
        oracle.close("expected.m0", fit.initial().value(), 1e-8, 1e-11);
        oracle.close("expected.t0", fit.t0().value(), 1e-12, 0);
        oracle.close("expected.t_now", fit.tEnd().value(), 1e-12, 0);
        double used = fit.dispersionUsed(true).value();
        oracle.close("expected.phi", fit.dispersion().value(), 1e-7, 1e-10);
        oracle.close("expected.phi_used", used, 1e-7, 1e-10);
        oracle.close("expected.phi0_used", fit.dispersionUsed(false).value(), 1e-7, 1e-10);
        Covariance covariance = fit.estimates().covariance();
        oracle.close("expected.cov_unscaled.aa", covariance.logInitial() / used, 1e-7, 1e-14);
        oracle.close("expected.cov_unscaled.al", covariance.cross() / used, 1e-7, 1e-14);
        oracle.close("expected.cov_unscaled.ll", covariance.rate() / used, 1e-7, 1e-16);
        oracle.close("expected.lambda_se", fit.rateError().value(), 1e-7, 1e-10);
        oracle.close("expected.z_signed", fit.trend().value(), 1e-7, 1e-8);
        oracle.close("expected.p_slope", fit.slopeP(Trend.FALLING).value(), 1e-5, 1e-12);
        oracle.close("expected.aicc_decay", fit.aiccDecay().value(), 1e-9, 1e-6);
        oracle.close("expected.aicc_constant", fit.aiccConstant().value(), 1e-9, 1e-6);
    }

    /** What the figures are made of. */
    private static void checkLikelihood(OracleCase oracle) {
        double[] t = oracle.numbers("t");
        long[] n = oracle.wholes("n");
        long[] k = oracle.wholes("k");
        int[] rows = IntStream.range(0, t.length).filter(i -> n[i] > 0).toArray();
        double first = Arrays.stream(rows).mapToDouble(i -> t[i]).min().orElseThrow();
        BinomialScoring scoring =
                new BinomialScoring(
                        Arrays.stream(rows).mapToDouble(i -> t[i] - first).toArray(),
                        Arrays.stream(rows).mapToDouble(i -> n[i]).toArray(),
                        Arrays.stream(rows).mapToDouble(i -> k[i]).toArray(),
                        oracle.number("floor"));
        assertTrue(scoring.solve());
        double ratio = scoring.likelihoodRatio();
        oracle.close("expected.loglik", scoring.logLikelihood(), 1e-7, 1e-10);
        oracle.close("expected.loglik0", scoring.logLikelihood() - ratio / 2, 1e-7, 1e-10);
        oracle.close("expected.lr", ratio, 1e-7, 1e-10);
        oracle.close("expected.pearson_x2", scoring.pearson(), 1e-7, 1e-10);
    }

    private static void checkIntervals(OracleCase oracle, ExponentialFit fit) {
        double confidence = oracle.number("config.ci");
        interval(oracle, "expected.lambda_ci", fit.rateInterval(confidence));
        interval(oracle, "expected.m0_ci", fit.initialInterval(confidence));
        Figure halfLife = fit.halfLife(Trend.FALLING);
        oracle.close("expected.half_life", halfLife, RELATIVE, ABSOLUTE);
        interval(oracle, "expected.half_life_ci", fit.halfLifeInterval(Trend.FALLING, confidence));
    }

    /** The oracle's null is "never", which is infinite here. */
    private static void interval(OracleCase oracle, String path, Interval interval) {
        end(oracle, path + ".0", interval.low());
        end(oracle, path + ".1", interval.high());
    }

    private static void end(OracleCase oracle, String path, double actual) {
        JsonNode expected = oracle.node(path);
        if (expected.isNull()) {
            assertEquals(Double.POSITIVE_INFINITY, actual, oracle.id() + " " + path);
        } else {
            oracle.close(path, actual, RELATIVE, ABSOLUTE);
        }
    }

    private static void checkCrossing(OracleCase oracle, ExponentialFit fit, boolean trending) {
        double threshold = oracle.number("threshold");
        Crossing crossing = Crossing.fieller(fit, threshold);
        end(oracle, "expected.t_star", crossing.at().value());
        interval(oracle, "expected.t_star_ci", crossing.interval());
        double now = fit.tEnd().value();
        Level level = fit.levelAt(now, trending, oracle.number("config.level_conf"));
        oracle.close("expected.level_now", level.value().value(), RELATIVE, ABSOLUTE);
        oracle.close("expected.level_now_upper", level.upper().value(), RELATIVE, ABSOLUTE);
        assertEquals(oracle.flag("expected.retrain_now_level"), level.upper().isBelow(threshold));
        boolean predicted =
                fit.isTrending(Trend.FALLING, oracle.number("config.alpha_pred"))
                        && fit.rate().value() > 0
                        && crossing.at().value() - now <= oracle.number("config.horizon");
        assertEquals(oracle.flag("expected.predicted_raw"), predicted);
        assertEquals(oracle.flag("expected.seed_raw_trigger"), lastShare(oracle) < threshold);
    }

    /** The last window with labels alone. */
    private static double lastShare(OracleCase oracle) {
        Level last =
                RecentLevel.proportion(
                        oracle.numbers("t"), oracle.wholes("n"), oracle.wholes("k"), 1, 1, 0.99);
        return last.value().value();
    }

    private static void checkRecent(OracleCase oracle, ExponentialFit fit, boolean trending) {
        long[] trials = oracle.wholes("n");
        Level recent =
                RecentLevel.proportion(
                        oracle.numbers("t"),
                        trials,
                        oracle.wholes("k"),
                        (int) oracle.whole("config.recent"),
                        fit.dispersionUsed(trending).orElse(1),
                        oracle.number("config.recent_conf"));
        boolean tooFewLabels = !fit.isFitted() && recentLabels(oracle) < 30;
        Figure upper = tooFewLabels ? Figure.undefined(Status.INSUFFICIENT_DATA) : recent.upper();
        if (oracle.has("expected.recent_upper")) {
            oracle.close("expected.recent_upper", upper, RELATIVE, ABSOLUTE);
            assertEquals(
                    oracle.flag("expected.retrain_now_recent"),
                    upper.isBelow(oracle.number("threshold")));
        }
    }

    private static long recentLabels(OracleCase oracle) {
        double[] times = oracle.numbers("t");
        long[] trials = oracle.wholes("n");
        int[] latestFirst =
                IntStream.range(0, times.length)
                        .filter(i -> trials[i] > 0)
                        .boxed()
                        .sorted(
                                Comparator.<Integer>comparingDouble(i -> times[i])
                                        .thenComparing(i -> i)
                                        .reversed())
                        .mapToInt(Integer::intValue)
                        .toArray();
        return Arrays.stream(latestFirst)
                .limit(oracle.whole("config.recent"))
                .mapToLong(i -> trials[i])
                .sum();
    }

    @Test
    void fit_refusesImpossibleCounts() {
        double[] times = {0, 1};
        long[] trials = {10, 10};

        assertThrows(
                IllegalArgumentException.class,
                () -> ProportionDecay.fit(times, trials, new long[] {11, 0}, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> ProportionDecay.fit(times, trials, new long[] {1}, 0));
    }

    @Test
    void crossing_isUnknownBelowTheFloor() {
        double[] times = {0, 1, 2, 3, 4, 5, 6, 7};
        long[] trials = {100, 100, 100, 100, 100, 100, 100, 100};
        long[] successes = {90, 88, 87, 85, 86, 80, 79, 78};
        ExponentialFit fit = ProportionDecay.fit(times, trials, successes, 0.5);

        assertTrue(fit.isFitted());
        assertEquals(Figure.undefined(Status.DEGENERATE), Crossing.fieller(fit, 0.5).at());
        assertTrue(Crossing.fieller(fit, 0.7).exists());
    }
}
