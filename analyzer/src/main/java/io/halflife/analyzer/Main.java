// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer;

import io.halflife.analyzer.engine.Engine;
import io.halflife.analyzer.portion.RunProgress;
import io.halflife.analyzer.protocol.Answers;
import io.halflife.analyzer.protocol.CommandLoop;
import io.halflife.analyzer.run.AnalysisRequest;
import io.halflife.analyzer.run.Analyzer;
import io.halflife.analyzer.settings.AnalyzerSettings;
import io.halflife.monitor.settings.SecretFile;
import io.halflife.monitor.settings.SettingsReader;
import io.halflife.storage.Storage;
import io.halflife.storage.StorageSettings;
import io.halflife.storage.analysis.DatabaseAccess;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The analyzer's process. Without arguments it says that it is ready and obeys the commands on its
 * standard input, one a line; with {@code --once} it analyses everything now, prints what came of
 * it and ends. Standard output carries answers only.
 */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final String ONCE = "--once";

    private final PrintStream answers;
    private final long startNanos = System.nanoTime();

    private Main(PrintStream answers) {
        this.answers = answers;
    }

    public static void main(String[] args) {
        FileOutputStream standardOutput = new FileOutputStream(FileDescriptor.out);
        PrintStream answers = new PrintStream(standardOutput, true, StandardCharsets.UTF_8);
        // Whatever a library prints must not be taken for an answer.
        System.setOut(System.err);
        System.exit(new Main(answers).run(List.of(args)));
    }

    /** The exit code. */
    private int run(List<String> args) {
        if (!args.isEmpty() && !args.equals(List.of(ONCE))) {
            answers.println(
                    Answers.failure(new IllegalArgumentException("the only argument is " + ONCE)));
            return 2;
        }
        try {
            serve(!args.isEmpty());
            return 0;
        } catch (IOException | RuntimeException e) {
            LOG.error("the analyzer ends", e);
            answers.println(Answers.failure(e));
            return 1;
        }
    }

    private void serve(boolean once) throws IOException {
        SettingsReader reader = new SettingsReader(System.getenv(), SecretFile::read);
        StorageSettings database = StorageSettings.read(reader);
        AnalyzerSettings settings = AnalyzerSettings.read(reader);
        reader.requireNothingLeft();
        try (Storage storage = Storage.open(database);
                Engine engine = Engine.start(settings, DatabaseAccess.of(database))) {
            Analyzer analyzer = new Analyzer(storage, engine);
            if (once) {
                answers.println(
                        Answers.runs(analyzer.analyze(AnalysisRequest.EVERYTHING, Main::log)));
            } else {
                answers.println(Answers.ready(Duration.ofNanos(System.nanoTime() - startNanos)));
                engine.warmUp();
                new CommandLoop(input(), answers, analyzer::analyze, engine::isRunning).run();
                if (!engine.isRunning()) {
                    throw new IllegalStateException("Spark stopped; start the analyzer again");
                }
            }
        }
    }

    /** Whoever looks into the log of a long run sees how far it is. */
    private static void log(RunProgress progress) {
        LOG.info("{}", Answers.progress(progress));
    }

    private static BufferedReader input() {
        return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    }
}
