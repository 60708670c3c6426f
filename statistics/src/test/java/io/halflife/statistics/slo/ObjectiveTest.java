// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ObjectiveTest {

    private static final Figure NO_DATA = Figure.undefined(Status.INSUFFICIENT_DATA);
    private static final Objective THREE_NINES = Objective.of(0.999);

    @TestFactory
    Stream<DynamicTest> objectives_agreeWithTheOracle() {
        return Oracles.tests("slo", ObjectiveTest::check);
    }

    private static void check(OracleCase oracle) {
        switch (oracle.text("type")) {
            case "budget" -> checkBudget(oracle);
            case "burn" -> checkBurn(oracle);
            case "remaining" -> checkRemaining(oracle);
            case "histogram" -> checkHistogram(oracle);
            default -> throw new IllegalArgumentException(oracle.text("type"));
        }
    }

    private static Objective objective(OracleCase oracle) {
        return new Objective(oracle.number("slo"), Duration.ofDays(oracle.whole("period_days")));
    }

    private static void checkBudget(OracleCase oracle) {
        Objective objective = objective(oracle);
        oracle.close("expected.downtime_minutes", objective.downtimeMinutes(), 1e-10, 1e-12);
        assertEquals(BurnAlarm.USUAL.size(), oracle.node("expected.tiers").size());
        for (int i = 0; i < BurnAlarm.USUAL.size(); i++) {
            BurnAlarm alarm = BurnAlarm.USUAL.get(i);
            String at = "expected.tiers." + i + ".";
            assertEquals(oracle.text(at + "name"), alarm.name());
            oracle.close(at + "long_hours", hours(alarm.longWindow()), 1e-10, 0);
            oracle.close(at + "short_hours", hours(alarm.shortWindow()), 1e-10, 0);
            oracle.close(at + "threshold", alarm.threshold(objective), 1e-10, 1e-12);
            oracle.close(at + "error_rate", alarm.badShareThreshold(objective), 1e-10, 1e-12);
        }
    }

    private static double hours(Duration duration) {
        return duration.toSeconds() / 3600.0;
    }

    /** The suite's alarms know no least number of bad requests. */
    private static void checkBurn(OracleCase oracle) {
        Objective objective = objective(oracle);
        Map<Duration, Requests> windows = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : oracle.node("windows").properties()) {
            String at = "windows." + each.getKey() + ".";
            Requests requests = new Requests(oracle.whole(at + "total"), oracle.whole(at + "bad"));
            windows.put(Duration.parse(duration(each.getKey())), requests);
            String path = "expected.burn." + each.getKey();
            oracle.close(path, objective.burnRate(requests), 1e-10, 1e-12);
        }
        for (BurnAlarm alarm : BurnAlarm.USUAL) {
            checkFires(oracle, objective, alarm.withBadMin(1), windows);
        }
        assertEquals(BurnAlarm.USUAL.size(), oracle.node("expected.fires").size());
    }

    /**
     * A burn rate that equals the threshold in decimals, such as 3 of 5 000 at 99.99 %, exceeds
     * nothing; the suite, which rounds in binary, may take it for more.
     */
    private static void checkFires(
            OracleCase oracle,
            Objective objective,
            BurnAlarm alarm,
            Map<Duration, Requests> windows) {
        Requests longRequests = windows.get(alarm.longWindow());
        Requests shortRequests = windows.get(alarm.shortWindow());
        boolean fires = alarm.fires(objective, longRequests, shortRequests);
        String path = "expected.fires." + alarm.name();
        if (isTie(objective, alarm, longRequests) || isTie(objective, alarm, shortRequests)) {
            assertFalse(fires, oracle.id() + " " + path + " at exactly the threshold");
            oracle.notCompared(path, "the burn rate equals the threshold, which is not above it");
        } else {
            assertEquals(oracle.flag(path), fires, oracle.id() + " " + path);
        }
    }

    /** bad = threshold·budget·total with share and budget as the decimals that were written. */
    private static boolean isTie(Objective objective, BurnAlarm alarm, Requests requests) {
        BigDecimal allowed =
                BigDecimal.valueOf(alarm.budgetShare())
                        .multiply(BigDecimal.valueOf(objective.period().toSeconds()))
                        .multiply(BigDecimal.ONE.subtract(BigDecimal.valueOf(objective.share())))
                        .multiply(BigDecimal.valueOf(requests.total()));
        BigDecimal spent =
                BigDecimal.valueOf(requests.bad())
                        .multiply(BigDecimal.valueOf(alarm.longWindow().toSeconds()));
        return requests.total() > 0 && spent.compareTo(allowed) == 0;
    }

    private static String duration(String window) {
        return window.endsWith("d") ? "P" + window : "PT" + window;
    }

    private static void checkRemaining(OracleCase oracle) {
        Objective objective = Objective.of(oracle.number("slo"));
        Requests requests = new Requests(oracle.whole("total"), oracle.whole("bad"));
        oracle.close("expected.availability", requests.availability(), 1e-10, 1e-12);
        Figure remaining = objective.budgetRemaining(requests);
        oracle.close("expected.budget_remaining", remaining, 1e-10, 1e-12);
    }

    private static void checkHistogram(OracleCase oracle) {
        CumulativeBuckets buckets =
                CumulativeBuckets.of(oracle.numbers("le"), oracle.wholes("cumulative"));
        for (Map.Entry<String, JsonNode> each : oracle.node("expected.quantiles").properties()) {
            Figure actual = buckets.quantile(Double.parseDouble(each.getKey()));
            assertEquals(each.getValue().isNull(), !actual.isDefined());
            if (actual.isDefined()) {
                String what = "expected.quantiles." + each.getKey();
                oracle.close(what, each.getValue().asDouble(), actual.value(), 1e-10, 1e-12);
            }
        }
        oracle.close("expected.good_fraction_le_0_1", buckets.shareWithin(0.1), 1e-10, 1e-12);
    }

    @Test
    void budget_isTheDecimalThatWasWritten() {
        assertEquals(0.0001, Objective.of(0.9999).budget());
        assertEquals(0.000001, Objective.of(0.999999).budget());
        assertEquals(43.2, THREE_NINES.downtimeMinutes(), 1e-13);
        assertEquals(4.32, Objective.of(0.9999).downtimeMinutes(), 1e-14);
        assertEquals(
                1.0 / 60000 * 0.5,
                new Objective(0.5, Duration.ofMillis(1)).downtimeMinutes(),
                1e-18);
    }

    @Test
    void nothingRequested_isUndefinedAndNoAlarm() {
        assertEquals(NO_DATA, Requests.NONE.availability());
        assertEquals(NO_DATA, Requests.NONE.badShare());
        assertEquals(NO_DATA, THREE_NINES.burnRate(Requests.NONE));
        assertEquals(NO_DATA, THREE_NINES.budgetRemaining(Requests.NONE));
        Requests bad = new Requests(100, 100);
        assertFalse(BurnAlarm.PAGE_FAST.fires(THREE_NINES, bad, Requests.NONE));
        assertFalse(BurnAlarm.PAGE_FAST.fires(THREE_NINES, Requests.NONE, bad));
    }

    @Test
    void budgetRemaining_isNegativeForABrokenPromise() {
        assertEquals(-9, THREE_NINES.budgetRemaining(new Requests(1000, 10)).value(), 1e-12);
        assertEquals(0, THREE_NINES.budgetRemaining(new Requests(1000, 1)).value(), 1e-12);
    }

    @Test
    void answers_countFailuresTimeoutsAndThrottlingAsBad() {
        assertEquals(new Requests(1200, 6), Requests.ofAnswers(1190, 4, 3, 2, 1));
    }

    /** 14.4·0.001 of 10 000 requests are 144 bad ones: the rate is reached, not exceeded. */
    @Test
    void alarm_firesStrictlyAboveItsThreshold() {
        Requests at = new Requests(10_000, 144);
        Requests above = new Requests(10_000, 145);
        assertEquals(14.4, BurnAlarm.PAGE_FAST.threshold(THREE_NINES), 1e-13);
        assertTrue(BurnAlarm.PAGE_FAST.fires(THREE_NINES, above, above));
        assertFalse(BurnAlarm.PAGE_FAST.fires(THREE_NINES, at, above));
        assertFalse(BurnAlarm.PAGE_FAST.fires(THREE_NINES, above, at));
    }

    /** Law: at a burn rate of exactly the threshold nothing fires, whatever the numbers. */
    @Test
    void alarm_atItsThresholdNeverFires() {
        for (BurnAlarm alarm : BurnAlarm.USUAL) {
            for (double share : new double[] {0.9, 0.99, 0.995, 0.999, 0.9999, 0.99999}) {
                Objective objective = Objective.of(share);
                double exact = alarm.badShareThreshold(objective);
                long bad = Math.round(exact * 10_000_000);
                Requests at = new Requests(10_000_000, Math.min(bad, 10_000_000));
                String told = alarm.name() + " at " + share;
                assertFalse(alarm.fires(objective, at, at), told);
                if (bad < 10_000_000) {
                    Requests above = new Requests(10_000_000, bad + 1);
                    assertTrue(alarm.fires(objective, above, above), told);
                }
            }
        }
    }

    @Test
    void alarm_needsTenBadRequestsInTheLongWindow() {
        Requests nine = new Requests(100, 9);
        Requests ten = new Requests(100, 10);
        Requests one = new Requests(10, 1);
        assertFalse(BurnAlarm.PAGE_FAST.fires(THREE_NINES, nine, one));
        assertTrue(BurnAlarm.PAGE_FAST.fires(THREE_NINES, ten, one));
    }

    @Test
    void arguments_outOfRangeAreNamed() {
        assertRefused("share must be in (0, 1), was 1.0", () -> Objective.of(1));
        assertRefused("share", () -> Objective.of(0));
        assertRefused("share", () -> Objective.of(Double.NaN));
        assertRefused("period", () -> new Objective(0.9, Duration.ZERO));
        assertRefused("period", () -> new Objective(0.9, Duration.ofDays(-1)));
        assertRefused("total", () -> new Requests(-1, 0));
        assertRefused("bad must be in [0, 3], was 4", () -> new Requests(3, 4));
        assertRefused("bad", () -> new Requests(3, -1));
        assertRefused("budgetShare", () -> alarm(0, 60, 5));
        assertRefused("budgetShare", () -> alarm(1.01, 60, 5));
        assertRefused("longWindow", () -> alarm(0.5, 5, 5));
        assertRefused("shortWindow", () -> alarm(0.5, 5, 0));
        assertRefused("name must not be blank", () -> named(null));
        assertRefused("name must not be blank", () -> named(" "));
        assertRefused("badMin", () -> BurnAlarm.TICKET.withBadMin(0));
        assertEquals(1, alarm(1, 60, 5).budgetShare());
    }

    private static BurnAlarm named(String name) {
        return new BurnAlarm(name, 0.1, Duration.ofHours(1), Duration.ofMinutes(5), 1);
    }

    @Test
    void requests_thatOverflowNameTheTotal() {
        Requests most = new Requests(Long.MAX_VALUE, 0);
        String told = assertThrows(ArithmeticException.class, () -> most.merge(most)).getMessage();
        assertTrue(told.startsWith("total must add up to at most"), told);
        assertEquals(most, new Requests(Long.MAX_VALUE - 1, 0).merge(new Requests(1, 0)));
    }

    private static BurnAlarm alarm(double budgetShare, int longMinutes, int shortMinutes) {
        return new BurnAlarm(
                "a",
                budgetShare,
                Duration.ofMinutes(longMinutes),
                Duration.ofMinutes(shortMinutes),
                1);
    }

    private static void assertRefused(String told, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.startsWith(told), message);
    }

    /** Law: the requests of two halves, merged, are those of the whole. */
    @Test
    void requests_mergeToTheWhole() {
        for (long seed = 1; seed <= 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Requests one = some(random);
            Requests other = some(random);
            Requests third = some(random);
            assertEquals(one.merge(other), other.merge(one), "seed " + seed);
            assertEquals(
                    one.merge(other).merge(third), one.merge(other.merge(third)), "seed " + seed);
            assertEquals(one.total() + other.total(), one.merge(other).total(), "seed " + seed);
        }
    }

    private static Requests some(SplittableRandom random) {
        long total = random.nextLong(1_000_000);
        return new Requests(total, random.nextLong(total + 1));
    }

    @Test
    void throughput_needsAPositiveTime() {
        assertEquals(Figure.of(2.5), Throughput.perSecond(5, Duration.ofSeconds(2)));
        assertEquals(Figure.of(0), Throughput.perSecond(0, Duration.ofMillis(1)));
        Figure none = Figure.undefined(Status.DEGENERATE);
        assertEquals(none, Throughput.perSecond(5, Duration.ZERO));
        assertEquals(none, Throughput.perSecond(5, Duration.ofSeconds(-1)));
        assertRefused("requests", () -> Throughput.perSecond(-1, Duration.ofSeconds(1)));
    }

    @Test
    void servingClasses_promise() {
        assertEquals(Duration.ofSeconds(1), ServingClass.BATCH.latency());
        assertEquals(Objective.of(0.999), ServingClass.BATCH.objective());
        assertEquals(Duration.ofMillis(100), ServingClass.REAL_TIME.latency());
        assertEquals(Objective.of(0.9999), ServingClass.REAL_TIME.objective());
        assertEquals(Duration.ofMillis(10), ServingClass.STREAMING.latency());
        assertEquals(Objective.of(0.9999), ServingClass.STREAMING.objective());
        assertEquals(Duration.ofMillis(5), ServingClass.EDGE.latency());
        assertEquals(Objective.of(0.999), ServingClass.EDGE.objective());
    }
}
