// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.analyzer.engine.Engine;
import io.halflife.analyzer.run.AnalysisRequest;
import io.halflife.analyzer.run.Analyzer;
import io.halflife.analyzer.run.RunSummary;
import io.halflife.analyzer.settings.AnalyzerSettings;
import io.halflife.monitor.model.Task;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.StorageSettings;
import io.halflife.storage.analysis.DatabaseAccess;
import io.halflife.storage.analysis.Replica;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows from a real standby that streams from a real primary; what runs write goes to the primary.
 */
@Tag("integration")
class ReplicaIT {

    private static final Duration PATIENT = Duration.ofSeconds(60);
    private static final Duration HASTY = Duration.ofSeconds(1);

    @TempDir private static Path folder;

    private static PostgresPair pair;

    /** After each step, where the primary alone is read. */
    private static List<List<String>> expected;

    @BeforeAll
    static void start() throws Exception {
        pair = PostgresPair.start(folder);
        StorageSettings alone = pair.database("alone");
        expected = play(alone, DatabaseAccess.of(alone), Optional.empty());
    }

    @AfterAll
    static void stop() {
        pair.close();
    }

    @Test
    void replica_givesWhatThePrimaryGives() throws Exception {
        StorageSettings followed = pair.database("followed");

        List<List<String>> results =
                play(followed, replicaOf(followed, "followed"), Optional.of(PATIENT));

        for (int step = 0; step < SourceStory.STEPS; step++) {
            assertEquals(expected.get(step), results.get(step), "after step " + step);
        }
        assertTrue(expected.get(SourceStory.STEPS - 1).size() > 100, "the story is empty");
        Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .untilAsserted(() -> assertTrue(rowsRead("followed") > 10_000, "rows not read"));
        assertEquals(0, rowsRead("alone"), "who names no replica reads none");
    }

    /** The rows of the second step are on the primary alone when the run begins. */
    @Test
    void replica_thatIsBehind_isWaitedForAndNoRowIsLost() throws Exception {
        StorageSettings followed = pair.database("followed_2");
        try (Story story = new Story(followed, replicaOf(followed, "followed_2"))) {
            story.next(PATIENT);
            pair.pause();
            Instant asOf = story.play.play(1);

            CompletableFuture<List<RunSummary>> run =
                    CompletableFuture.supplyAsync(() -> story.analyze(asOf, PATIENT));
            Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> asksFor("followed_2"));
            assertFalse(run.isDone(), "the run does not wait");
            pair.resume();

            List<RunSummary> runs = run.get(120, TimeUnit.SECONDS);
            assertEquals(expected.get(1), StoredResults.of(story.storage.jdbi(), runs));
        } finally {
            pair.resume();
        }
    }

    /** The run says so and has seen nothing; the next one handles the very same windows. */
    @Test
    void replica_thatStaysBehind_failsTheRunAndNoRowIsLost() throws Exception {
        StorageSettings followed = pair.database("followed_3");
        try (Story story = new Story(followed, replicaOf(followed, "followed_3"))) {
            List<String> before = story.next(PATIENT);
            pair.pause();
            Instant asOf = story.play.play(1);

            IllegalStateException behind =
                    assertThrows(IllegalStateException.class, () -> story.analyze(asOf, HASTY));

            assertTrue(
                    behind.getMessage()
                            .matches(
                                    "the replica of HALFLIFE_DB_READ_URL is [1-9]\\d* bytes behind"
                                            + " the primary after 1 s and its replay is paused;"
                                            + " rows that it lacks would be taken for seen, so"
                                            + " nothing is analysed"),
                    behind.getMessage());
            assertEquals(
                    before.subList(1, before.size()),
                    StoredResults.of(story.storage.jdbi(), List.of()),
                    "a run that gave up wrote something");
            pair.resume();
            List<RunSummary> runs = story.analyze(asOf, PATIENT);
            assertEquals(expected.get(1), StoredResults.of(story.storage.jdbi(), runs));
        } finally {
            pair.resume();
        }
    }

    @Test
    void replica_thatIsDown_failsTheRunAndNamesTheSetting() throws Exception {
        StorageSettings primary = pair.database("down");
        DatabaseAccess nobody = DatabaseAccess.of(primary).at("jdbc:postgresql://127.0.0.1:1/down");
        try (Story story = new Story(primary, nobody)) {
            Instant asOf = story.play.play(0);

            IllegalStateException down =
                    assertThrows(IllegalStateException.class, () -> story.analyze(asOf, PATIENT));

            assertTrue(
                    down.getMessage()
                            .startsWith(
                                    "the replica of HALFLIFE_DB_READ_URL cannot be asked:"
                                            + " Connection to 127.0.0.1:1 refused."),
                    down.getMessage());
            assertEquals(List.of(), StoredResults.of(story.storage.jdbi(), List.of()));
        }
    }

    /** Its rows would be those of somebody else. */
    @Test
    void replica_ofAnotherServer_isRefused() throws Exception {
        StorageSettings primary = pair.database("mistaken");
        DatabaseAccess other = DatabaseAccess.of(PostgresFixture.freshSettings());
        try (Story story = new Story(primary, other)) {
            Instant asOf = story.play.play(0);

            IllegalStateException mistaken =
                    assertThrows(IllegalStateException.class, () -> story.analyze(asOf, PATIENT));

            assertEquals(
                    "HALFLIFE_DB_READ_URL names no replica of the database of HALFLIFE_DB_URL",
                    mistaken.getMessage());
        }
    }

    private static DatabaseAccess replicaOf(StorageSettings primary, String database) {
        return DatabaseAccess.of(primary).at(pair.replicaUrl(database));
    }

    /** Rows of predictions that queries at the replica gave or looked at. */
    private static long rowsRead(String database) {
        return Long.parseLong(
                pair.askReplica(
                        database,
                        """
                        select coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)
                          from pg_stat_user_tables where relname ~ '^prediction_[dm]'
                        """));
    }

    /** Whether an analyzer asks the replica how far it is. */
    private static boolean asksFor(String database) {
        String sessions =
                "select count(*) from pg_stat_activity where application_name ="
                        + " 'halflife-analyzer' and datname = '"
                        + database
                        + "'";
        return !pair.askReplica(database, sessions).equals("0");
    }

    private static List<List<String>> play(
            StorageSettings settings, DatabaseAccess access, Optional<Duration> wait) {
        List<List<String>> results = new ArrayList<>();
        try (Story story = new Story(settings, access)) {
            for (int step = 0; step < SourceStory.STEPS; step++) {
                results.add(story.next(wait.orElse(null)));
            }
        }
        return results;
    }

    /** A story that is analysed step by step. */
    private static final class Story implements AutoCloseable {
        private final Storage storage;
        private final DatabaseAccess access;
        private final Engine engine;
        private final SourceStory play;
        private int step;

        Story(StorageSettings primary, DatabaseAccess access) {
            this.storage = Storage.open(primary);
            this.access = access;
            this.engine = Engine.start(new AnalyzerSettings("local[2]", 1000, 4096), access);
            this.play = new SourceStory(storage, Task.BINARY_CLASSIFICATION);
        }

        /** What the database holds after the next step; {@code waitOrNull} null: no replica. */
        List<String> next(Duration waitOrNull) {
            Instant asOf = play.play(step++);
            return StoredResults.of(storage.jdbi(), analyze(asOf, waitOrNull));
        }

        List<RunSummary> analyze(Instant asOf, Duration waitOrNull) {
            Optional<Replica> replica =
                    Optional.ofNullable(waitOrNull)
                            .map(wait -> new Replica(storage.jdbi(), access, wait));
            return new Analyzer(storage, engine, Optional.empty(), replica)
                    .analyze(
                            new AnalysisRequest(
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.of(asOf),
                                    ""));
        }

        @Override
        public void close() {
            engine.close();
            storage.close();
        }
    }
}
