// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.window.Window;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.analysis.LogFixture.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RowCursorIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private final AnalysisSession session =
            new AnalysisSession(DatabaseAccess.of(POSTGRES.settings()));

    private static final AtomicInteger MODELS = new AtomicInteger();
    private static final Instant START = Instant.parse("2024-03-01T00:00:00Z");
    private static final Instant MIDDLE = START.plusSeconds(3600).plusNanos(123_456_000);
    private static final Window DAY = new Window(START, START.plus(Duration.ofDays(1)));
    private static final Instant LATER = Instant.parse("2024-04-01T00:00:00Z");

    private final int model = MODELS.incrementAndGet();
    private final LogFixture log =
            new LogFixture(POSTGRES.storage().jdbi(), model, 1, LogFixture.PRODUCTION);

    @Test
    void row_carriesEveryColumn() throws SQLException {
        log.predictions(
                List.of(
                        new Row(
                                MIDDLE,
                                "a",
                                Arrays.asList(1.5, null, -0.0),
                                "größer",
                                "yes",
                                0.25)));
        log.label(MIDDLE, "a", "no", 1, MIDDLE.plusSeconds(5));

        try (RowCursor cursor = open(query(true, false))) {
            assertTrue(cursor.next());
            double[] numeric = new double[3];
            cursor.numericFeatures(numeric);
            String[] categorical = new String[1];
            cursor.categoricalFeatures(categorical);

            assertEquals(MIDDLE, cursor.eventTime());
            assertEquals("[1.5, NaN, -0.0]", Arrays.toString(numeric));
            assertEquals("größer", categorical[0]);
            assertEquals("yes", cursor.predictedClass());
            assertEquals(0.25, cursor.score());
            assertTrue(Double.isNaN(cursor.value()));
            assertNull(cursor.probabilities());
            assertEquals("no", cursor.actualClass());
            assertTrue(Double.isNaN(cursor.actualValue()));
        }
    }

    /** What ends a cursor halfway must not end what is asked next. */
    @Test
    void session_afterACursorThatWasLeft_readsOn() throws SQLException {
        log.predictions(
                IntStream.range(0, 2000)
                        .mapToObj(i -> Row.at(START.plusSeconds(i), "row " + i))
                        .toList());
        for (int round = 0; round < 30; round++) {
            try (RowCursor cursor = open(query(true, false))) {
                assertTrue(cursor.next());
            }
            session.reset();

            assertEquals(2000, labels(query(true, false)).size(), "round " + round);
        }
    }

    @Test
    void row_missingCategoryIsNull() throws SQLException {
        log.predictions(List.of(new Row(MIDDLE, "a", List.of(), null, null, null)));

        try (RowCursor cursor = open(query(true, false))) {
            assertTrue(cursor.next());
            String[] categorical = {"left over"};
            cursor.categoricalFeatures(categorical);
            cursor.numericFeatures(new double[0]);

            assertNull(categorical[0]);
            assertTrue(Double.isNaN(cursor.score()));
        }
    }

    @Test
    void row_thatDoesNotFitItsSignatureIsRefused() throws SQLException {
        log.predictions(List.of(Row.at(MIDDLE, "a")));

        try (RowCursor cursor = open(query(true, false))) {
            assertTrue(cursor.next());

            assertThrows(
                    IllegalArgumentException.class, () -> cursor.numericFeatures(new double[2]));
        }
    }

    @Test
    void label_highestRevisionThatIsKnown() throws SQLException {
        log.predictions(List.of(Row.at(MIDDLE, "a")));
        log.label(MIDDLE, "a", "first", 1, MIDDLE.plusSeconds(10));
        log.label(MIDDLE, "a", "second", 2, MIDDLE.plusSeconds(20));
        log.label(MIDDLE, "a", "future", 3, LATER.plusSeconds(1));

        assertEquals(List.of("second"), labels(query(false, false)));
    }

    @Test
    void label_withoutEventTimeIsMatchedById() throws SQLException {
        log.predictions(List.of(Row.at(START, "a"), Row.at(MIDDLE, "b")));
        log.label(START, "a", "keyed", 1, MIDDLE);
        log.pendingLabel("a", "pending", 2, MIDDLE);
        log.pendingLabel("b", "pending", 1, MIDDLE.plus(Duration.ofDays(29)));

        assertEquals(List.of("pending", "pending"), labels(query(false, true)));
        assertEquals(Arrays.asList("keyed", null), labels(query(false, false)));
    }

    @Test
    void label_withoutEventTimeBeyondTheDelay() throws SQLException {
        log.predictions(List.of(Row.at(START, "a")));
        log.pendingLabel("a", "pending", 1, START.plus(Duration.ofDays(30)).plusSeconds(1));

        assertEquals(Arrays.asList((String) null), labels(query(false, true)));
    }

    @Test
    void cut_partsHoldEveryRowOnce() throws SQLException {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 2500; i++) {
            rows.add(Row.at(START.plusSeconds(34L * i), "row " + i));
        }
        log.predictions(rows);
        List<Instant> read = new ArrayList<>();
        for (WindowRows part : query(true, false).cut(7)) {
            try (RowCursor cursor = open(part)) {
                while (cursor.next()) {
                    read.add(cursor.eventTime());
                }
            }
        }

        assertEquals(2500, read.size());
        assertEquals(2500, new TreeSet<>(read).size());
    }

    @Test
    void cut_windowShorterThanItsParts() {
        Window instant = new Window(START, START.plusNanos(2000));
        WindowRows rows = new WindowRows(view(LATER), instant, true, false);

        assertEquals(2, rows.cut(100).size());
    }

    @Test
    void view_hidesWhatBecameAvailableLater() throws SQLException {
        log.latePredictions(List.of(Row.at(START, "a")), Duration.ofHours(1));

        assertEquals(List.of(), labels(new WindowRows(view(START), DAY, false, false)));
    }

    private WindowRows query(boolean features, boolean pending) {
        return new WindowRows(view(LATER), DAY, features, pending);
    }

    private RunView view(Instant asOf) {
        return new RunView(model, 1, LogFixture.PRODUCTION, asOf, Duration.ofDays(30));
    }

    @AfterEach
    void closeSession() throws SQLException {
        session.close();
    }

    private RowCursor open(RowQuery query) throws SQLException {
        return session.rows(query);
    }

    private List<String> labels(RowQuery query) throws SQLException {
        List<String> labels = new ArrayList<>();
        try (RowCursor cursor = open(query)) {
            while (cursor.next()) {
                labels.add(cursor.actualClass());
            }
        }
        return labels;
    }
}
