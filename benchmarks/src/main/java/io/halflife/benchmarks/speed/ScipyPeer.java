// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.speed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A Python process that compares the same arrays with scipy when it is told to. */
public final class ScipyPeer implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter questions;
    private final String versions;

    private ScipyPeer(Process process, BufferedReader answers, String versions) {
        this.process = process;
        this.answers = answers;
        this.questions = new PrintWriter(process.outputWriter(UTF_8), true);
        this.versions = versions;
    }

    /**
     * Starts the peer and waits until its arrays are there; empty, with the reason on the console,
     * where it cannot run.
     *
     * @param python the interpreter
     * @param script peers/ks_2samp.py
     */
    public static Optional<ScipyPeer> start(String python, Path script, int features, int rows) {
        if (!Files.isRegularFile(script)) {
            return skipped("no " + script + "; run it in the repository's folder");
        }
        String[] command = {
            python, script.toString(), Integer.toString(features), Integer.toString(rows)
        };
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
            String first = answers.readLine();
            if (first == null || !first.startsWith("ready: ")) {
                process.destroy();
                return skipped(first == null ? python + " ended at once" : first);
            }
            return Optional.of(
                    new ScipyPeer(process, answers, first.substring("ready: ".length())));
        } catch (IOException e) {
            return skipped(e.getMessage());
        }
    }

    private static Optional<ScipyPeer> skipped(String why) {
        System.out.println("SKIPPED: the peer scipy.stats.ks_2samp (" + why + ")");
        return Optional.empty();
    }

    public String versions() {
        return versions;
    }

    /** Compares all features, in one process or in a pool of two. */
    public Turn measure(boolean two) {
        questions.println(two ? "two" : "one");
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("the peer ended while it was measured");
            }
            String[] words = line.split(" ", -1);
            double[] statistics = new double[words.length - 2];
            for (int i = 0; i < statistics.length; i++) {
                statistics[i] = Double.parseDouble(words[i + 2]);
            }
            double wall = Double.parseDouble(words[0]);
            return new Turn(new Cost(wall, Double.parseDouble(words[1]), Double.NaN), statistics);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The peer ends when its input does. */
    @Override
    public void close() {
        questions.close();
        process.onExit().join();
    }
}
