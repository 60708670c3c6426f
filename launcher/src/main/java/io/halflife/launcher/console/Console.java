// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.console;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Where the launcher speaks: results on the standard output, everything else on the standard error.
 *
 * @param out results, in UTF-8
 * @param err notes, progress and errors, in UTF-8
 * @param interactive whether a person watches the standard error, so that a line may be redrawn
 */
public record Console(PrintStream out, PrintStream err, boolean interactive) {

    public Console {
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(err, "err");
    }

    /** The process's own streams. */
    public static Console ofProcess(boolean interactive) {
        return new Console(
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                interactive);
    }

    /** The same, with results going to the standard error as well. */
    public Console withoutResults() {
        return new Console(err, err, interactive);
    }

    public void note(String line) {
        err.println(line);
    }

    public void result(String line) {
        out.println(line);
    }
}
