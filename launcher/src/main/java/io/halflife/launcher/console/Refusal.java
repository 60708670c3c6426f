// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.console;

/**
 * A reason not to go on that its reader can mend. The message is what the user sees: one line
 * naming what is wrong and what to do, or a list of such lines.
 */
public final class Refusal extends RuntimeException {

    /** The work itself failed, or the input breaks a rule. */
    public static final int FAILED = 1;

    /** The command line was not understood. */
    public static final int USAGE = 2;

    /** Nothing runs that could be asked or stopped. */
    public static final int NOT_RUNNING = 3;

    /** Something the machine must have is missing. */
    public static final int UNAVAILABLE = 69;

    private static final long serialVersionUID = 1;

    private final int exitCode;

    public Refusal(int exitCode, String line) {
        this(exitCode, line, null);
    }

    public Refusal(int exitCode, String line, Throwable cause) {
        super(line, cause);
        this.exitCode = exitCode;
    }

    public static Refusal failed(String line) {
        return new Refusal(FAILED, line);
    }

    public static Refusal failed(String line, Throwable cause) {
        return new Refusal(FAILED, line, cause);
    }

    public static Refusal usage(String line) {
        return new Refusal(USAGE, line);
    }

    public int exitCode() {
        return exitCode;
    }
}
