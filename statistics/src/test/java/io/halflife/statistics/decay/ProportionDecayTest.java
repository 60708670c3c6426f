// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import io.halflife.statistics.performance.Interval;
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
            checkIntervals(oracle, fit);
            assertEquals(oracle.text("expected.model"), trending ? "decay" : "constant");
            if (oracle.has("expected.t_star")) {
                checkCrossing(oracle, fit, trending);
            }
        } else {
            assertFalse(trending);
            assertTrue(Double.isNaN(fit.rate()) && !fit.rateInterval(0.95).isKnown());
        }
    }

    private static void checkEstimates(OracleCase oracle, ExponentialFit fit) {
        oracle.close("expected.a", fit.logInitial(), 1e-8, 1e-11);
        oracle.close("expected.lambda_", fit.rate(), 1e-8, 1e-11);
        oracle.close("expected.m0", fit.initial(), 1e-8, 1e-11);
        oracle.close("expected.t0", fit.t0(), 1e-12, 0);
        oracle.close("expected.t_now", fit.tEnd(), 1e-12, 0);
        double used = Math.max(1, fit.dispersion());
        oracle.close("expected.phi", fit.dispersion(), 1e-7, 1e-10);
        oracle.close("expected.phi0_used", fit.constant().dispersion(), 1e-7, 1e-10);
        ExponentialFit.Covariance covariance = fit.covariance();
        oracle.close("expected.cov_unscaled.aa", covariance.logInitial() / used, 1e-7, 1e-14);
        oracle.close("expected.cov_unscaled.al", covariance.cross() / used, 1e-7, 1e-14);
        oracle.close("expected.cov_unscaled.ll", covariance.rate() / used, 1e-7, 1e-16);
        oracle.close("expected.lambda_se", fit.rateError(), 1e-7, 1e-10);
        oracle.close("expected.z_signed", fit.trend(), 1e-6, 1e-8);
        oracle.close("expected.p_slope", fit.slopeP(Trend.FALLING), 1e-5, 1e-12);
        oracle.close("expected.aicc_decay", fit.aiccDecay(), 1e-9, 1e-6);
        oracle.close("expected.aicc_constant", fit.aiccConstant(), 1e-9, 1e-6);
    }

    private static void checkIntervals(OracleCase oracle, ExponentialFit fit) {
        double confidence = oracle.number("config.ci");
        interval(oracle, "expected.lambda_ci", fit.rateInterval(confidence));
        interval(oracle, "expected.m0_ci", fit.initialInterval(confidence));
        oracle.close("expected.half_life", fit.halfLife(Trend.FALLING), RELATIVE, ABSOLUTE);
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
        end(oracle, "expected.t_star", crossing.at());
        end(oracle, "expected.t_star_ci.0", crossing.low());
        end(oracle, "expected.t_star_ci.1", crossing.high());
        Level now = fit.levelAt(fit.tEnd(), trending, oracle.number("config.level_conf"));
        oracle.close("expected.level_now", now.value(), RELATIVE, ABSOLUTE);
        oracle.close("expected.level_now_upper", now.upper(), RELATIVE, ABSOLUTE);
        assertEquals(oracle.flag("expected.retrain_now_level"), now.upper() < threshold);
        boolean predicted =
                fit.slopeP(Trend.FALLING) < oracle.number("config.alpha_pred")
                        && fit.rate() > 0
                        && crossing.at() - fit.tEnd() <= oracle.number("config.horizon");
        assertEquals(oracle.flag("expected.predicted_raw"), predicted);
    }

    private static void checkRecent(OracleCase oracle, ExponentialFit fit, boolean trending) {
        double dispersion = 1;
        if (fit.isFitted()) {
            dispersion = trending ? Math.max(1, fit.dispersion()) : fit.constant().dispersion();
        }
        Level recent =
                RecentLevel.proportion(
                        oracle.numbers("t"),
                        oracle.wholes("n"),
                        oracle.wholes("k"),
                        (int) oracle.whole("config.recent"),
                        dispersion,
                        oracle.number("config.recent_conf"));
        if (oracle.has("expected.recent_upper") && !oracle.node("expected.recent_upper").isNull()) {
            oracle.close("expected.recent_upper", recent.upper(), RELATIVE, ABSOLUTE);
            boolean retrain = recent.upper() < oracle.number("threshold");
            assertEquals(oracle.flag("expected.retrain_now_recent"), retrain);
        }
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
        assertTrue(Double.isNaN(Crossing.fieller(fit, 0.5).at()));
        assertTrue(Crossing.fieller(fit, 0.7).exists());
    }
}
