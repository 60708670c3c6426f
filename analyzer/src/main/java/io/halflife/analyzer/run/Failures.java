// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import java.sql.SQLException;
import java.util.Objects;

/** Says in one line what went wrong. */
public final class Failures {

    private static final int CHARS_MAX = 500;

    private Failures() {}

    /** What the database said, else what the deepest cause says: what is around it is Spark's. */
    public static String inOneLine(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        String message = Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getName());
        String line = message.strip().lines().findFirst().orElse("");
        return line.substring(0, Math.min(line.length(), CHARS_MAX));
    }
}
