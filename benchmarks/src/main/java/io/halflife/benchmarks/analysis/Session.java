// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.analysis;

import io.halflife.launcher.postgres.PrivatePostgres;
import io.halflife.launcher.rig.ProcessFigures;
import io.halflife.launcher.services.AnalyzerProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The analyzer as a process of its own, as the launcher starts it. */
final class Session implements AutoCloseable {

    private static final Path FOLDER = Path.of("launcher", "target", "dist", "analyzer");
    private static final Duration GRACE = Duration.ofHours(1);

    private final PrivatePostgres postgres;
    private final Process process;
    private final BufferedReader answers;

    /**
     * Starts it and waits until it is warm.
     *
     * @param flags of its JVM
     * @param settings besides those of the database
     */
    Session(PrivatePostgres postgres, List<String> flags, Map<String, String> settings) {
        this.postgres = postgres;
        this.process = start(postgres, flags, settings, List.of());
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        requireOk(line());
    }

    static Process start(
            PrivatePostgres postgres,
            List<String> flags,
            Map<String, String> settings,
            List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("-XX:+UseParallelGC"));
        all.addAll(flags);
        ProcessBuilder builder =
                AnalyzerProgram.of(FOLDER.toAbsolutePath(), "io.halflife.analyzer.Main", all);
        builder.command().addAll(arguments);
        builder.environment().put("HALFLIFE_DB_URL", postgres.url());
        builder.environment().put("HALFLIFE_DB_USER", postgres.user());
        builder.environment().put("HALFLIFE_DB_PASSWORD", postgres.password());
        builder.environment().putAll(settings);
        builder.redirectError(Path.of("benchmarks", "target", "analyzer.log").toFile());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A run of one model, or of all for null, until its verdicts are stored. */
    Spent analyze(String model, Instant windowsEnd) {
        double own = own();
        double database = ProcessFigures.cpuSeconds(postgres.pids());
        long start = System.nanoTime();
        ask(
                model == null
                        ? "{\"command\":\"analyze\",\"as_of\":\"%s\"}"
                                .formatted(windowsEnd.plus(GRACE))
                        : "{\"command\":\"analyze\",\"model\":\"%s\",\"as_of\":\"%s\"}"
                                .formatted(model, windowsEnd.plus(GRACE)));
        double wall = (System.nanoTime() - start) * 1e-9;
        return new Spent(wall, own() - own, ProcessFigures.cpuSeconds(postgres.pids()) - database);
    }

    private void ask(String command) {
        try {
            process.outputWriter(StandardCharsets.UTF_8).write(command + "\n");
            process.outputWriter(StandardCharsets.UTF_8).flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String line = line();
        while (line.contains("\"progress\"")) {
            line = line();
        }
        requireOk(line);
    }

    private String line() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException(
                        "the analyzer ended; see benchmarks/target/analyzer.log");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireOk(String answer) {
        if (!answer.contains("\"ok\":true")) {
            throw new IllegalStateException("the analyzer: " + answer);
        }
    }

    private double own() {
        return ProcessFigures.cpuSeconds(List.of(process.pid()));
    }

    long residentBytes() {
        return ProcessFigures.of(process.pid()).residentBytes();
    }

    @Override
    public void close() {
        try {
            process.outputWriter(StandardCharsets.UTF_8).close();
            process.onExit().join();
        } catch (IOException e) {
            process.destroy();
        }
    }
}
