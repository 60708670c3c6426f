// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer;

import io.halflife.analyzer.archive.ArchiveException;
import io.halflife.analyzer.archive.ArchiveFolder;
import io.halflife.analyzer.archive.ArchivedLog;
import io.halflife.analyzer.engine.Engine;
import io.halflife.analyzer.portion.RunProgress;
import io.halflife.analyzer.protocol.Answers;
import io.halflife.analyzer.protocol.CommandLoop;
import io.halflife.analyzer.run.AnalysisRequest;
import io.halflife.analyzer.run.Analyzer;
import io.halflife.analyzer.run.RunSummary;
import io.halflife.analyzer.settings.AnalyzerSettings;
import io.halflife.analyzer.settings.SourceSettings;
import io.halflife.analyzer.start.Arguments;
import io.halflife.analyzer.start.ClassArchive;
import io.halflife.analyzer.start.Training;
import io.halflife.monitor.settings.SettingsException;
import io.halflife.monitor.settings.SettingsReader;
import io.halflife.storage.Storage;
import io.halflife.storage.StorageSettings;
import io.halflife.storage.analysis.DatabaseAccess;
import io.halflife.storage.analysis.Replica;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the process does between its start and its end. Told to stop, Spark gives up its jobs, a
 * report that is being written is written, connections are closed, and only then the process ends.
 */
final class Work {

    private static final Logger LOG = LoggerFactory.getLogger(Work.class);

    /** A report takes less; what takes longer is cut off, and the database undoes it. */
    private static final long STOP_SECONDS_MAX = 10;

    private static final Duration ARCHIVE_AFTER = Duration.ofSeconds(10);

    private final PrintStream answers;
    private final long startNanos = System.nanoTime();
    private final ClassArchive archive = ClassArchive.ofProcess();
    private final Semaphore busy = new Semaphore(1);
    private volatile boolean stopping;

    Work(PrintStream answers) {
        this.answers = answers;
        Runtime.getRuntime().addShutdownHook(new Thread(this::awaitIdle, "stop"));
    }

    /** Nothing is analysed from then on. */
    private void awaitIdle() {
        stopping = true;
        try {
            if (!busy.tryAcquire(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                LOG.warn("cut off in the middle of a run, which the database undoes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the process was told to end; failures are echoes of that. */
    boolean isStopping() {
        return stopping;
    }

    /** Everything is closed and said: an end of the process waits no longer. */
    void ended() {
        busy.release();
    }

    /** Does what the process was started for; all settings are read first. */
    void run(Arguments.Mode mode, AnalysisRequest request, SettingsReader reader)
            throws IOException {
        StorageSettings database = StorageSettings.read(reader);
        AnalyzerSettings settings = AnalyzerSettings.read(reader);
        SourceSettings source = SourceSettings.read(reader);
        reader.requireNothingLeft();
        switch (mode) {
            case CHECK -> check(source);
            case ARCHIVE -> makeArchive(settings);
            case ONCE, CHILD -> analyze(mode, request, database, settings, source);
        }
    }

    /** Whether the archive is this database's is seen when both are opened. */
    private void check(SourceSettings source) {
        try {
            source.archive().ifPresent(ArchiveFolder::require);
        } catch (ArchiveException e) {
            throw new SettingsException("HALFLIFE_SOURCE names " + e.getMessage());
        }
        answers.println(Answers.ok());
    }

    private void makeArchive(AnalyzerSettings settings) throws IOException {
        try (Engine engine = Engine.start(settings, new DatabaseAccess("", "", ""))) {
            engine.warmUp();
            Training.load();
            archive.write();
        }
        answers.println(Answers.ok());
    }

    private void analyze(
            Arguments.Mode mode,
            AnalysisRequest request,
            StorageSettings database,
            AnalyzerSettings settings,
            SourceSettings source)
            throws IOException {
        DatabaseAccess primary = DatabaseAccess.of(database);
        DatabaseAccess access = source.readUrl().map(primary::at).orElse(primary);
        // Spark and the database take about a second each, on a core each.
        try (StartingEngine starting = new StartingEngine(settings, access);
                Storage storage = Storage.open(database)) {
            Engine engine = starting.engine();
            Analyzer analyzer =
                    new Analyzer(
                            storage,
                            engine,
                            source.archive().map(folder -> ArchivedLog.open(folder, storage)),
                            source.readUrl().map(u -> replica(storage, access, source)));
            if (mode == Arguments.Mode.ONCE) {
                // Until it is ended: who stops it shall hear of it.
                busy.acquireUninterruptibly();
                answers.println(Answers.runs(analyzer.analyze(request, Work::log)));
                archive.write();
            } else {
                obey(engine, analyzer);
            }
        }
    }

    private static Replica replica(Storage storage, DatabaseAccess access, SourceSettings source) {
        return new Replica(storage.jdbi(), access, source.readWait());
    }

    /** Whoever looks into the log of a long run sees how far it is. */
    private static void log(RunProgress progress) {
        LOG.info("{}", Answers.progress(progress));
    }

    private void obey(Engine engine, Analyzer analyzer) throws IOException {
        answers.println(Answers.ready(Duration.ofNanos(System.nanoTime() - startNanos)));
        engine.warmUp();
        BufferedReader input =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        // A story or a replay asks again at once: it would stand still for the archive.
        try (IdleTask archiving = new IdleTask(busy, archive::write, ARCHIVE_AFTER)) {
            new CommandLoop(
                            input,
                            answers,
                            (request, progress) -> analyze(analyzer, request, progress),
                            engine::isRunning,
                            archiving::postpone)
                    .run();
        }
        if (!engine.isRunning() && !stopping) {
            throw new IllegalStateException("Spark stopped; start the analyzer again");
        }
    }

    private List<RunSummary> analyze(
            Analyzer analyzer, AnalysisRequest request, Consumer<RunProgress> progress) {
        busy.acquireUninterruptibly();
        try {
            return analyzer.analyze(request, progress);
        } finally {
            busy.release();
        }
    }
}
