// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo.world;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Everything that happens, day by day. A day is the same however often and in whatever order it is
 * asked for; only the dates depend on the calendar.
 */
public final class World {

    /** Days before the story that make the reference. */
    public static final int REFERENCE_DAYS = 12;

    /** What the model says of a customer. */
    public static final String LEAVES = ChurnModel.LEAVES;

    public static final String STAYS = ChurnModel.STAYS;

    private static final long SEED = 20_260_504;

    /** Share of the calls of which the company learns what is true. */
    private static final double KNOWN = 0.97;

    private static final double DELAY_DAYS_MIN = 0.5;
    private static final double DELAY_DAYS_MEAN_MORE = 1.1;
    private static final double MICROS_PER_DAY = 86_400e6;
    private static final int HOURS = 24;

    private final StoryCalendar calendar;
    private final DecayLaw law;
    private final long seed;

    private World(StoryCalendar calendar, DecayLaw law, long seed) {
        this.calendar = Objects.requireNonNull(calendar, "calendar");
        this.law = Objects.requireNonNull(law, "law");
        this.seed = seed;
    }

    /** The world of the demo. */
    public static World of(StoryCalendar calendar) {
        return new World(calendar, DecayLaw.DEMO, SEED);
    }

    static World of(StoryCalendar calendar, DecayLaw law, long seed) {
        return new World(calendar, law, seed);
    }

    public StoryCalendar calendar() {
        return calendar;
    }

    public DecayLaw law() {
        return law;
    }

    /** The calls of the days before the story. */
    public List<Call> reference() {
        List<Call> calls = new ArrayList<>();
        for (int day = -REFERENCE_DAYS; day < 0; day++) {
            calls.addAll(calls(day));
        }
        return calls;
    }

    /** The calls of a day, in order of time. */
    public List<Call> calls(int day) {
        return calls(day, "calls");
    }

    /**
     * Other calls of the same day, for a day on which there are more than usual.
     *
     * @param batch the same again for the same number
     */
    public List<Call> more(int day, int batch) {
        return calls(day, "more " + batch);
    }

    private List<Call> calls(int day, String subject) {
        Dice dice = Dice.of(seed, subject, day);
        List<Instant> times = Traffic.times(dice).stream().map(calendar.start(day)::plus).toList();
        List<Customer> customers =
                times.stream()
                        .map(time -> Customers.draw(dice, calendar.daysSinceStart(time)))
                        .toList();
        List<Double> scores = customers.stream().map(ChurnModel::score).toList();
        Concept concept = Concept.of(law, scores);
        List<Call> calls = new ArrayList<>(times.size());
        for (int i = 0; i < times.size(); i++) {
            String id = calendar.firstDay().plusDays(day) + String.format(Locale.ROOT, "-%05d", i);
            calls.add(call(dice, concept, id, times.get(i), customers.get(i)));
        }
        return calls;
    }

    private Call call(Dice dice, Concept concept, String id, Instant time, Customer customer) {
        double score = ChurnModel.score(customer);
        String label = ChurnModel.label(score);
        boolean right = dice.chance(concept.right(score, calendar.age(time)));
        return new Call(
                id,
                time,
                customer,
                score,
                label,
                Serving.latency(dice, calendar.daysSinceStart(time)),
                right ? label : ChurnModel.other(label),
                delay(dice));
    }

    private static Duration delay(Dice dice) {
        double days = DELAY_DAYS_MIN + dice.exponential(DELAY_DAYS_MEAN_MORE);
        boolean known = dice.chance(KNOWN);
        return known ? Duration.of(Math.round(days * MICROS_PER_DAY), ChronoUnit.MICROS) : null;
    }

    /**
     * What the serving app counted in each hour of a day.
     *
     * @param calls the calls of that day
     */
    public List<ServedHour> served(int day, List<Call> calls) {
        Dice dice = Dice.of(seed, "served", day);
        List<ServedHour> hours = new ArrayList<>();
        for (int hour = 0; hour < HOURS; hour++) {
            Instant start = calendar.start(day).plus(hour, ChronoUnit.HOURS);
            hours.add(served(dice, start, start.plus(1, ChronoUnit.HOURS), calls));
        }
        return hours;
    }

    /**
     * What the serving app counted between two times.
     *
     * @param calls among others those of that time
     */
    public ServedHour served(Instant start, Instant end, List<Call> calls) {
        return served(Dice.of(seed, "served", start.hashCode()), start, end, calls);
    }

    private ServedHour served(Dice dice, Instant start, Instant end, List<Call> calls) {
        List<Duration> latencies =
                calls.stream()
                        .filter(call -> !call.time().isBefore(start) && call.time().isBefore(end))
                        .map(Call::latency)
                        .toList();
        return new ServedHour(
                start, end, latencies, Serving.failures(dice, calendar, start, latencies.size()));
    }
}
