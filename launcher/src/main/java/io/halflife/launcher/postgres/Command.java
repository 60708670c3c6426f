// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.postgres;

import io.halflife.launcher.console.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A short program that is run to its end. Its output is kept for the error line. */
final class Command {

    /**
     * How a program ended.
     *
     * @param output both streams
     */
    record Outcome(int exitCode, String output) {
        boolean succeeded() {
            return exitCode == 0;
        }

        /** The last line that says something. */
        String lastLine() {
            return output.lines()
                    .filter(line -> !line.isBlank())
                    .reduce((first, second) -> second)
                    .map(String::strip)
                    .orElse("exit code " + exitCode);
        }
    }

    private Command() {}

    /** Runs it; a program that cannot be started counts as exit code 127. */
    static Outcome run(List<String> prefix, List<String> words) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(words);
        try {
            Process process =
                    new ProcessBuilder(all)
                            .redirectErrorStream(true)
                            .redirectInput(Path.of("/dev/null").toFile())
                            .start();
            byte[] output = process.getInputStream().readAllBytes();
            return new Outcome(process.waitFor(), new String(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new Outcome(127, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted: " + all.get(0), e));
        }
    }

    /** Runs it and refuses with what it said when it fails. */
    static void require(String task, List<String> prefix, List<String> words) {
        Outcome outcome = run(prefix, words);
        if (!outcome.succeeded()) {
            throw Refusal.failed("cannot " + task + ": " + outcome.lastLine());
        }
    }
}
