// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The world of the demo: what it promises about its figures, over all of its 120,000 calls. */
class WorldTest {

    private static final StoryCalendar CALENDAR = new StoryCalendar(LocalDate.of(2026, 3, 1));
    private static final World WORLD = World.of(CALENDAR);

    private static List<Call> days(int from, int to) {
        List<Call> calls = new ArrayList<>();
        for (int day = from; day < to; day++) {
            calls.addAll(WORLD.calls(day));
        }
        return calls;
    }

    private static double share(List<Call> calls, Predicate<Call> of) {
        return calls.stream().filter(of).count() / (double) calls.size();
    }

    private static double mean(List<Call> calls, ToDoubleFunction<Customer> figure) {
        return calls.stream()
                .mapToDouble(call -> figure.applyAsDouble(call.customer()))
                .filter(x -> !Double.isNaN(x))
                .average()
                .orElseThrow();
    }

    @Test
    void day_isTheSame_wheneverItIsAskedFor() {
        assertEquals(WORLD.calls(17), World.of(CALENDAR).calls(17));
        assertNotEquals(
                WORLD.calls(17).get(0).score(),
                World.of(CALENDAR, DecayLaw.DEMO, 1).calls(17).get(0).score());
    }

    @Test
    void otherDates_changeNothingElse() {
        World later = World.of(new StoryCalendar(LocalDate.of(2027, 7, 9)));

        List<Customer> customers = WORLD.calls(60).stream().map(Call::customer).toList();

        assertEquals(customers, later.calls(60).stream().map(Call::customer).toList());
        assertEquals(
                WORLD.calls(60).stream().map(Call::isRight).toList(),
                later.calls(60).stream().map(Call::isRight).toList());
    }

    @Test
    void calls_areAboutAThousandADay_eachOnItsDay() {
        List<Call> story = days(0, StoryCalendar.DAYS);

        assertEquals(120_000, story.size(), 2_000);
        Set<String> ids = new HashSet<>();
        story.forEach(call -> assertTrue(ids.add(call.id()), call.id()));
        for (int day = 0; day < StoryCalendar.DAYS; day += 40) {
            int expected = day;
            WORLD.calls(day).forEach(call -> assertEquals(expected, CALENDAR.dayOf(call.time())));
        }
    }

    /** Binomial standard error of a tenth of the story: 0.0025; the bound is four of them. */
    @Test
    void accuracy_followsTheLaw_whateverTheInputsDo() {
        for (int from = 0; from < StoryCalendar.DAYS; from += 12) {
            List<Call> calls = days(from, from + 12);
            double expected =
                    calls.stream()
                            .mapToDouble(call -> DecayLaw.DEMO.at(CALENDAR.age(call.time())))
                            .average()
                            .orElseThrow();
            assertEquals(expected, share(calls, Call::isRight), 0.01, "from day " + from);
        }
        assertEquals(0.92, share(days(-World.REFERENCE_DAYS, 0), Call::isRight), 0.01);
    }

    /** The expectation itself, not a draw of it: exact on every day. */
    @Test
    void concept_expectsTheLaw_onEveryDay() {
        for (int day = 0; day < 300; day += 7) {
            List<Double> scores = WORLD.calls(day).stream().map(Call::score).toList();
            Concept concept = Concept.of(DecayLaw.DEMO, scores);
            double age = day;
            scores.forEach(
                    score -> assertEquals(0.5, concept.right(score, age), 0.5, "a probability"));
            assertEquals(
                    DecayLaw.DEMO.at(age),
                    scores.stream()
                            .mapToDouble(score -> concept.right(score, age))
                            .average()
                            .orElseThrow(),
                    1e-12);
        }
    }

    @Test
    void model_isCalibrated_beforeTheStory() {
        List<Call> reference = WORLD.reference();
        List<Call> sure = reference.stream().filter(c -> c.score() >= 0.9).toList();
        List<Call> unsure =
                reference.stream().filter(c -> c.score() >= 0.5 && c.score() < 0.7).toList();

        assertEquals(12_000, reference.size(), 400);
        assertEquals(0.24, share(reference, c -> c.label().equals("leaves")), 0.05);
        double said = sure.stream().mapToDouble(Call::score).average().orElseThrow();
        assertEquals(said, share(sure, c -> c.truth().equals("leaves")), 0.03);
        said = unsure.stream().mapToDouble(Call::score).average().orElseThrow();
        assertEquals(said, share(unsure, c -> c.truth().equals("leaves")), 0.08);
    }

    @Test
    void inputs_moveFromTheirDayOn_andNotBefore() {
        List<Call> before = days(0, 10);
        List<Call> after = days(110, 120);
        Map<Drift, ToDoubleFunction<List<Call>>> figures =
                Map.of(
                        Drift.PRICES, calls -> mean(calls, Customer::monthlyCharge) / 18,
                        Drift.WALLETS,
                                calls ->
                                        share(
                                                calls,
                                                c -> c.customer().paymentMethod().equals("wallet")),
                        Drift.TELEVISIONS,
                                calls ->
                                        share(calls, c -> c.customer().device().equals("smart_tv")),
                        Drift.SILENCE,
                                calls ->
                                        share(
                                                calls,
                                                c -> Double.isNaN(c.customer().satisfaction())));

        figures.forEach(
                (drift, figure) -> {
                    double reference = figure.applyAsDouble(WORLD.reference());
                    assertEquals(reference, figure.applyAsDouble(before), 0.03, drift.name());
                    assertTrue(figure.applyAsDouble(after) > reference + 0.15, drift.name());
                    assertTrue(drift.firstDay() >= 10, drift.name());
                });
        assertEquals(0, share(before, c -> c.customer().device().equals("smart_tv")));
    }

    @Test
    void otherInputs_stayAsTheyWere() {
        List<Call> reference = WORLD.reference();
        List<Call> after = days(108, 120);
        Map<String, ToDoubleFunction<Customer>> stable =
                Map.of(
                        "tenure", c -> c.tenureMonths() / 30,
                        "total", c -> c.totalCharges() / 2000,
                        "support", Customer::supportCalls,
                        "late", Customer::latePayments,
                        "data", c -> c.dataUsage() / 15,
                        "sessions", c -> c.sessions() / 6,
                        "age", c -> c.age() / 45);

        stable.forEach(
                (name, figure) ->
                        assertEquals(mean(reference, figure), mean(after, figure), 0.05, name));
    }

    @Test
    void truth_comesDaysLater_orNever() {
        List<Call> calls = days(0, 20);
        List<Call> known = calls.stream().filter(c -> c.knownAt().isPresent()).toList();

        assertEquals(0.97, known.size() / (double) calls.size(), 0.01);
        assertEquals(0.9, share(known, c -> c.delay().compareTo(Duration.ofHours(73)) < 0), 0.02);
        assertTrue(known.stream().allMatch(c -> c.delay().compareTo(Duration.ofHours(12)) >= 0));
    }

    @Test
    void serving_failsNowAndThen_andOnceBadly() {
        int answers = 0;
        int failed = 0;
        for (int day = 0; day < 30; day++) {
            List<Call> calls = WORLD.calls(day);
            List<ServedHour> hours = WORLD.served(day, calls);
            assertEquals(24, hours.size());
            assertEquals(calls.size(), hours.stream().mapToInt(h -> h.latencies().size()).sum());
            answers += calls.size();
            failed += hours.stream().mapToInt(h -> h.failures().total()).sum();
        }
        assertEquals(0.0057, failed / (double) answers, 0.002);
        int day = Serving.INCIDENT_DAY;
        List<ServedHour> incident = WORLD.served(day, WORLD.calls(day)).subList(13, 16);
        Instant start = CALENDAR.start(day).plus(Duration.ofHours(13));
        assertEquals(start, incident.get(0).start());
        assertTrue(incident.stream().mapToInt(h -> h.failures().server()).sum() >= 5);
    }
}
