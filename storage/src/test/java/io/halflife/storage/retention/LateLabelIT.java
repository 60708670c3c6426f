// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.retention;

import static io.halflife.storage.ingest.RowOutcome.CONFLICT;
import static io.halflife.storage.ingest.RowOutcome.DUPLICATE;
import static io.halflife.storage.ingest.RowOutcome.STORED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.window.CalendarWindows;
import io.halflife.monitor.window.Window;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.analysis.AnalysisSession;
import io.halflife.storage.analysis.DatabaseAccess;
import io.halflife.storage.analysis.RowCursor;
import io.halflife.storage.analysis.RunView;
import io.halflife.storage.analysis.Seen;
import io.halflife.storage.analysis.TouchedWindow;
import io.halflife.storage.analysis.TouchedWindows;
import io.halflife.storage.analysis.WindowRows;
import io.halflife.storage.ingest.IngestBatch;
import io.halflife.storage.ingest.IngestStory;
import io.halflife.storage.ingest.LogBatches;
import io.halflife.storage.ingest.LogBatches.Sent;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Stored, aged, dropped; then the outcome becomes known. */
class LateLabelIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();
    @RegisterExtension final IngestStory story = new IngestStory();

    private static final Instant DAY = Instant.parse("2025-03-05T00:00:00Z");
    private static final Instant NOON = DAY.plus(Duration.ofHours(12));
    private static final Window WINDOW = new Window(DAY, DAY.plus(Duration.ofDays(1)));

    private Instant now;
    private Seen seen;

    @BeforeEach
    void storeAndDrop() throws SQLException {
        story.append(
                story.batches()
                        .backfilled(
                                List.of(
                                        Sent.of(NOON, "a"),
                                        Sent.of(NOON.plusSeconds(1), "b"),
                                        Sent.of(NOON.plusSeconds(2), "c"))));
        Maintenance maintenance = new Maintenance(story.storage(), RetentionRules.DEFAULTS);
        Instant stored = maintenance.databaseClock();
        maintenance.run(stored.plus(Duration.ofDays(15)));
        assertEquals(0, story.number("select count(*) from prediction"));
        now = maintenance.databaseClock();
        seen = new Seen(now, now);
    }

    @Test
    void label_ofADroppedPrediction_reopensItsWindowForPerformance() throws Exception {
        IngestBatch label =
                story.log()
                        .append(story.batches().label(NOON, "a", "no"))
                        .get(10, TimeUnit.SECONDS);

        assertEquals(STORED, label.rows().get(0).outcome());
        assertFalse(label.rows().get(0).isPending());
        assertEquals(List.of(new TouchedWindow(WINDOW, 1, true)), touched());
        assertEquals(
                List.of("yes 0.75 no", "yes 0.75 null", "yes 0.75 null"), performanceRows(false));
    }

    @Test
    void label_ofNobody_isPending() throws Exception {
        IngestBatch label =
                story.log()
                        .append(story.batches().label(NOON, "nobody", "no"))
                        .get(10, TimeUnit.SECONDS);

        assertTrue(label.rows().get(0).isPending());
        assertEquals(List.of(), touched());
    }

    /** Without the prediction's time it is matched by id. */
    @Test
    void labelWithoutEventTime_findsTheDroppedPrediction() throws Exception {
        story.execute(
                """
                insert into ground_truth_pending (model_id, prediction_id, revision, actual_class,
                  observed_at, content_hash)
                values (%d, '%s', 1, 'no', '%s', 0)
                """
                        .formatted(
                                story.version().modelId(),
                                LogBatches.idOf("b"),
                                NOON.plus(Duration.ofDays(3))));

        assertEquals(List.of(new TouchedWindow(WINDOW, 1, true)), touched());
        assertEquals(
                List.of("yes 0.75 null", "yes 0.75 no", "yes 0.75 null"), performanceRows(true));
    }

    /** A re-read of features would replace figures over all rows by figures over the new one. */
    @Test
    void latePrediction_ofAnAnalysedWindowWhoseRowsAreGone_reopensItForPerformanceOnly()
            throws Exception {
        analysed(WINDOW.start(), WINDOW.end());
        story.append(story.batches().backfilled(List.of(Sent.of(NOON.plusSeconds(9), "late"))));

        assertEquals(List.of(new TouchedWindow(WINDOW, 4, true)), touched());
        assertEquals(4, performanceRows(false).size());
    }

    /** As after another grace, or when the first reference comes. */
    @Test
    void everythingAnew_leavesAnAnalysedWindowItsFigures_whoseRowsAreGoneInPart() throws Exception {
        analysed(WINDOW.start(), WINDOW.end());
        story.append(story.batches().backfilled(List.of(Sent.of(NOON.plusSeconds(9), "late"))));
        seen = Seen.NOTHING;

        assertEquals(List.of(new TouchedWindow(WINDOW, 4, true)), touched());
    }

    /** A longer window was not analysed because a shorter one began with it. */
    @Test
    void everythingAnew_knowsWindowsByTheirEnd() throws Exception {
        analysed(WINDOW.start(), NOON);
        story.append(story.batches().backfilled(List.of(Sent.of(NOON.plusSeconds(9), "late"))));
        seen = Seen.NOTHING;

        assertEquals(List.of(new TouchedWindow(WINDOW, 1, false)), touched());
    }

    private void analysed(Instant start, Instant end) {
        story.execute(
                """
                insert into feature_profile (version_id, environment, window_start, window_end,
                  role, name, label, kind, n, missing, non_finite, profile)
                values (%d, 'production', '%s', '%s', 'FEATURE', 'f', 'l', 'NUMERIC', 3, 0, 0, '')
                """
                        .formatted(story.version().versionId(), start, end));
    }

    @Test
    void sameIdAgain_isARepeatOfTheSlimRow() {
        Sent again = Sent.of(NOON, "a");

        assertEquals(
                List.of(DUPLICATE, CONFLICT, STORED),
                story.append(
                        story.batches()
                                .backfilled(
                                        List.of(
                                                again,
                                                Sent.of(NOON.plusSeconds(1), "b").otherwise(),
                                                Sent.of(NOON, "new")))));
        assertEquals(List.of(DUPLICATE), story.append(story.batches().live(List.of(again))));
        assertEquals(1, story.number("select count(*) from prediction"));
        assertEquals(4, story.number("select sum(total) from latency_delta"));
    }

    private RunView view() {
        return new RunView(
                story.version().modelId(),
                story.version().versionId(),
                "production",
                Instant.now().plus(Duration.ofHours(1)),
                Duration.ofDays(30));
    }

    private List<TouchedWindow> touched() {
        return new TouchedWindows(story.storage().jdbi())
                .since(
                        seen,
                        view(),
                        new CalendarWindows(CalendarWindows.Unit.DAY, ZoneOffset.UTC),
                        Duration.ofHours(1));
    }

    private List<String> performanceRows(boolean pending) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (AnalysisSession session =
                        new AnalysisSession(DatabaseAccess.of(story.storage().settings()));
                RowCursor cursor = session.rows(new WindowRows(view(), WINDOW, false, pending))) {
            while (cursor.next()) {
                rows.add(
                        cursor.predictedClass()
                                + " "
                                + cursor.score()
                                + " "
                                + cursor.actualClass());
            }
        }
        return rows;
    }
}
