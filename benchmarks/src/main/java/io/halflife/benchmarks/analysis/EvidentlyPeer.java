// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.analysis;

import io.halflife.launcher.postgres.PrivatePostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A Python process that reads a window and its reference with pandas and runs Evidently. */
final class EvidentlyPeer implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter questions;
    private final String versions;

    private EvidentlyPeer(Process process, BufferedReader answers, String versions) {
        this.process = process;
        this.answers = answers;
        this.questions = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        this.versions = versions;
    }

    /**
     * What it took.
     *
     * @param read seconds until the rows were in pandas
     * @param drift seconds of Evidently
     * @param cpu seconds of the Python process; Postgres not counted
     * @param drifted columns that it calls drifted
     */
    record Figures(double read, double drift, double cpu, int drifted) {}

    /** Starts it; empty, with the reason on the console, where it cannot run. */
    static Optional<EvidentlyPeer> start(
            String python, PrivatePostgres postgres, Plant plant, Instant windowEnd) {
        List<String> command =
                List.of(
                        python,
                        Path.of("benchmarks", "peers", "evidently_drift.py").toString(),
                        Integer.toString(postgres.port()),
                        postgres.user(),
                        Integer.toString(plant.modelId()),
                        Integer.toString(plant.referenceId()),
                        Integer.toString(plant.size().numeric()),
                        Integer.toString(plant.size().categorical()),
                        windowEnd.minus(plant.size().window()).toString(),
                        windowEnd.toString());
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PGPASSWORD", postgres.password());
        builder.environment().put("PGDATABASE", database(postgres.url()));
        builder.environment().put("DO_NOT_TRACK", "1");
        try {
            Process process = builder.start();
            BufferedReader answers = process.inputReader(StandardCharsets.UTF_8);
            String first = answers.readLine();
            if (first == null || !first.startsWith("ready: ")) {
                process.destroy();
                return skipped(first == null ? python + " ended at once" : first);
            }
            return Optional.of(
                    new EvidentlyPeer(process, answers, first.substring("ready: ".length())));
        } catch (IOException e) {
            return skipped(e.getMessage());
        }
    }

    private static String database(String url) {
        String path = url.substring(url.lastIndexOf('/') + 1);
        int options = path.indexOf('?');
        return options < 0 ? path : path.substring(0, options);
    }

    private static Optional<EvidentlyPeer> skipped(String why) {
        System.out.println("SKIPPED: the peer Evidently (" + why + ")");
        return Optional.empty();
    }

    String versions() {
        return versions;
    }

    Figures measure() {
        questions.println("run");
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("Evidently ended while it was measured");
            }
            String[] words = line.split(" ", -1);
            return new Figures(
                    Double.parseDouble(words[0]),
                    Double.parseDouble(words[1]),
                    Double.parseDouble(words[2]),
                    Integer.parseInt(words[3]));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The peer ends when its input does. */
    @Override
    public void close() {
        questions.close();
        process.onExit().join();
    }
}
