// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.monitor.window.CalendarWindows;
import io.halflife.monitor.window.CountWindows;
import io.halflife.monitor.window.DurationWindows;
import io.halflife.monitor.window.Window;
import io.halflife.monitor.window.WindowSpec;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.analysis.LogFixture.Label;
import io.halflife.storage.analysis.LogFixture.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TouchedWindowsIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final AtomicInteger MODELS = new AtomicInteger();
    private static final WindowSpec DAYS =
            new CalendarWindows(CalendarWindows.Unit.DAY, ZoneOffset.UTC);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant DAY_1 = Instant.parse("2024-03-01T00:00:00Z");
    private static final Instant DAY_2 = Instant.parse("2024-03-02T00:00:00Z");
    private static final Instant DAY_3 = Instant.parse("2024-03-03T00:00:00Z");

    private final int model = MODELS.incrementAndGet();
    private final LogFixture log =
            new LogFixture(POSTGRES.storage().jdbi(), model, 1, LogFixture.PRODUCTION);

    @Test
    void since_nothingSeenFindsEveryClosedWindow() {
        log.predictions(
                List.of(
                        Row.at(DAY_1, "a"),
                        Row.at(DAY_1.plus(HOUR), "b"),
                        Row.at(DAY_2.minusMillis(1), "c"),
                        Row.at(DAY_2, "d"),
                        Row.at(DAY_3, "e")));

        assertEquals(
                List.of(whole(DAY_1, 3), whole(DAY_2, 1)), touched(Seen.NOTHING, DAY_3.plus(HOUR)));
    }

    @Test
    void since_windowWithinGraceIsOpen() {
        log.predictions(List.of(Row.at(DAY_1, "a")));

        assertEquals(List.of(), touched(Seen.NOTHING, DAY_2.plus(HOUR).minusMillis(1)));
        assertEquals(List.of(whole(DAY_1, 1)), touched(Seen.NOTHING, DAY_2.plus(HOUR)));
    }

    @Test
    void since_quietLogHasNothingNew() {
        log.predictions(List.of(Row.at(DAY_1, "a")));
        Instant asOf = DAY_2.plus(HOUR);

        assertEquals(List.of(), touched(new Seen(asOf, asOf), asOf.plus(HOUR)));
    }

    @Test
    void since_windowThatClosedInBetween() {
        log.predictions(List.of(Row.at(DAY_1, "a"), Row.at(DAY_2, "b")));
        Instant asOf = DAY_2.plus(HOUR);

        assertEquals(List.of(whole(DAY_2, 1)), touched(new Seen(asOf, DAY_3), DAY_3.plus(HOUR)));
    }

    @Test
    void since_latePredictionReopensItsWindowWhole() {
        log.predictions(List.of(Row.at(DAY_1, "a")));
        Instant asOf = DAY_3.plus(HOUR);
        log.latePredictions(List.of(Row.at(DAY_1.plus(HOUR), "late")), Duration.ofDays(2));

        assertEquals(List.of(whole(DAY_1, 1)), touched(new Seen(asOf, asOf), asOf.plus(HOUR)));
    }

    @Test
    void since_lateLabelReopensItsWindowForLabelsOnly() {
        log.predictions(List.of(Row.at(DAY_1, "a"), Row.at(DAY_2, "b")));
        Instant asOf = DAY_3.plus(HOUR);
        log.label(DAY_1, "a", "yes", 1, asOf.plusSeconds(60));

        assertEquals(
                List.of(new TouchedWindow(day(DAY_1), 1, true)),
                touched(new Seen(asOf, asOf), asOf.plus(HOUR)));
    }

    @Test
    void since_labelWithoutEventTimeIsFoundById() {
        log.predictions(List.of(Row.at(DAY_1, "a"), Row.at(DAY_2, "b")));
        Instant asOf = DAY_3.plus(HOUR);
        log.pendingLabel("a", "yes", 1, asOf.plusSeconds(60));

        assertEquals(
                List.of(new TouchedWindow(day(DAY_1), 1, true)),
                touched(new Seen(asOf, asOf), asOf.plus(HOUR)));
    }

    @Test
    void since_labelWithoutEventTimeBeyondTheDelayIsNobodys() {
        log.predictions(List.of(Row.at(DAY_1, "a")));
        Instant asOf = DAY_1.plus(Duration.ofDays(40));
        log.pendingLabel("a", "yes", 1, asOf.plusSeconds(60));

        assertEquals(List.of(), touched(new Seen(asOf, asOf), asOf.plus(HOUR)));
    }

    @Test
    void since_labelOfAnotherVersionTouchesNothing() {
        new LogFixture(POSTGRES.storage().jdbi(), model, 2, LogFixture.PRODUCTION)
                .predictions(List.of(Row.at(DAY_1, "other")));
        Instant asOf = DAY_3.plus(HOUR);
        log.label(DAY_1, "other", "yes", 1, asOf.plusSeconds(60));

        assertEquals(List.of(), touched(new Seen(asOf, asOf), asOf.plus(HOUR)));
    }

    /** A label that was back-filled counts from when it was observed, not from when it came. */
    @Test
    void since_labelThatBecomesAvailable() {
        log.predictions(List.of(Row.at(DAY_1, "a")));
        Instant asOf = DAY_2.plus(HOUR);
        log.labels(List.of(new Label(DAY_1, "a", "yes", 1, DAY_3, DAY_1)));

        assertEquals(List.of(), touched(new Seen(asOf, asOf), DAY_3.minusSeconds(1)));
        assertEquals(
                List.of(new TouchedWindow(day(DAY_1), 1, true)),
                touched(new Seen(asOf, asOf), DAY_3));
    }

    @Test
    void since_rowsAfterTheClockAreHidden() {
        log.latePredictions(List.of(Row.at(DAY_1, "a")), Duration.ofDays(2));

        assertEquals(List.of(), touched(Seen.NOTHING, DAY_3.minusSeconds(1)));
        assertEquals(List.of(whole(DAY_1, 1)), touched(Seen.NOTHING, DAY_3));
    }

    @Test
    void since_otherEnvironmentIsAnotherLog() {
        new LogFixture(POSTGRES.storage().jdbi(), model, 1, "staging")
                .predictions(List.of(Row.at(DAY_1, "a")));

        assertEquals(List.of(), touched(Seen.NOTHING, DAY_3));
    }

    @Test
    void since_durationWindowsAcrossDays() {
        WindowSpec spec = new DurationWindows(Duration.ofHours(36));
        Window first = spec.containing(DAY_1).orElseThrow();
        log.predictions(List.of(Row.at(first.start(), "a"), Row.at(first.end(), "b")));
        Window second = spec.containing(first.end()).orElseThrow();

        assertEquals(
                List.of(new TouchedWindow(first, 1, false), new TouchedWindow(second, 1, false)),
                touched(Seen.NOTHING, second.end().plus(HOUR), spec));
    }

    @Test
    void since_countWindowsLeaveOutWhatIsOutside() {
        WindowSpec spec =
                new CountWindows(2, List.of(DAY_1, DAY_1.plus(HOUR), DAY_2.plusSeconds(1)));
        log.predictions(
                List.of(
                        Row.at(DAY_1.minusSeconds(1), "before"),
                        Row.at(DAY_1, "a"),
                        Row.at(DAY_1.plusSeconds(1), "b"),
                        Row.at(DAY_1.plus(HOUR), "c"),
                        Row.at(DAY_2, "d"),
                        Row.at(DAY_2.plusSeconds(1), "after")));

        assertEquals(
                List.of(
                        new TouchedWindow(new Window(DAY_1, DAY_1.plus(HOUR)), 2, false),
                        new TouchedWindow(
                                new Window(DAY_1.plus(HOUR), DAY_2.plusSeconds(1)), 2, false)),
                touched(Seen.NOTHING, DAY_3, spec));
    }

    /** Against rows that are counted here; boundaries on quarters of an hour and elsewhere. */
    @Test
    void since_windowsOfAnyLengthHaveTheirRows() {
        long seed = 9241;
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            rows.add(Row.at(DAY_1.plusMillis(random.nextInt(86_400_000)), "r" + i));
        }
        log.predictions(rows);
        for (WindowSpec spec :
                List.of(
                        new DurationWindows(Duration.ofMinutes(7)),
                        new DurationWindows(Duration.ofMinutes(25)),
                        new DurationWindows(Duration.ofMinutes(45)),
                        new DurationWindows(HOUR.plusMillis(1)),
                        new CalendarWindows(
                                CalendarWindows.Unit.DAY, ZoneId.of("Asia/Kathmandu")))) {
            Map<Window, Long> expected = new TreeMap<>();
            rows.forEach(
                    row ->
                            expected.merge(
                                    spec.containing(row.eventTime()).orElseThrow(), 1L, Long::sum));
            Map<Window, Long> found = new TreeMap<>();
            touched(Seen.NOTHING, DAY_3.plus(HOUR.multipliedBy(30)), spec)
                    .forEach(window -> found.put(window.window(), window.rows()));

            assertEquals(expected, found, spec + ", seed " + seed);
        }
    }

    /** Without days in between, one row of 1900 would ask for a million hourly windows. */
    @Test
    void since_strayRowLongAgo() {
        Instant longAgo = Instant.parse("1900-01-01T00:00:00Z");
        WindowSpec hours = new DurationWindows(HOUR);
        log.predictions(List.of(Row.at(longAgo, "stray"), Row.at(DAY_1, "a")));

        assertEquals(
                List.of(
                        new TouchedWindow(new Window(longAgo, longAgo.plus(HOUR)), 1, false),
                        new TouchedWindow(new Window(DAY_1, DAY_1.plus(HOUR)), 1, false)),
                touched(Seen.NOTHING, DAY_2, hours));
    }

    private List<TouchedWindow> touched(Seen seen, Instant asOf) {
        return touched(seen, asOf, DAYS);
    }

    private List<TouchedWindow> touched(Seen seen, Instant asOf, WindowSpec spec) {
        RunView view = new RunView(model, 1, LogFixture.PRODUCTION, asOf, Duration.ofDays(30));
        return new TouchedWindows(POSTGRES.storage().jdbi()).since(seen, view, spec, HOUR);
    }

    private static TouchedWindow whole(Instant day, long rows) {
        return new TouchedWindow(day(day), rows, false);
    }

    private static Window day(Instant start) {
        return new Window(start, start.plus(Duration.ofDays(1)));
    }
}
