// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.block;

import io.halflife.storage.UnreachableDatabaseException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;

/** Says in one line what went wrong, and whether to try again. */
public final class Failures {

    private static final int CHARS_MAX = 500;

    /** Connection lost, transaction rolled back, out of resources, shut down. */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "57");

    private Failures() {}

    /**
     * What the database said, or we of it, or of an argument; else what the deepest cause says:
     * what is around it is Spark's.
     */
    public static String inOneLine(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null
                && !(cause instanceof SQLException)
                && !(cause instanceof UnreachableDatabaseException)
                && !isOurWordsOnAnArgument(cause)) {
            cause = cause.getCause();
        }
        String message = Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getName());
        String line = message.strip().lines().findFirst().orElse("");
        return line.substring(0, Math.min(line.length(), CHARS_MAX));
    }

    private static boolean isOurWordsOnAnArgument(Throwable failure) {
        StackTraceElement[] stack = failure.getStackTrace();
        return failure instanceof IllegalArgumentException
                && stack.length > 0
                && stack[0].getClassName().startsWith("io.halflife.");
    }

    /** Whether the database may well answer the next time, to this query and to all others. */
    static boolean isPassing(SQLException failure) {
        String state = failure.getSQLState();
        return state == null
                || state.length() != 5
                || PASSING_CLASSES.contains(state.substring(0, 2));
    }
}
