// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import io.halflife.monitor.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.UUID;

/**
 * Writes values into a query in place of its question marks, from left to right, because {@code
 * COPY} takes no parameters. Every value is written with its type, text in quotes; a question mark
 * in a query is always a parameter.
 */
final class Parameters {

    private final String sql;
    private final Queue<String> literals = new ArrayDeque<>();

    Parameters(String sql) {
        this.sql = sql;
    }

    Parameters add(long value) {
        return literal(Long.toString(value));
    }

    /** Quotes are doubled; a backslash is itself, as standard_conforming_strings has it. */
    Parameters add(String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a text for the database holds the character NUL");
        }
        return literal("'" + value.replace("'", "''") + "'");
    }

    Parameters add(Instant value) {
        return literal("timestamptz '" + value.truncatedTo(ChronoUnit.MICROS) + "'");
    }

    /** As text that Postgres reads as an interval. */
    Parameters add(Duration value) {
        return add(value.toString());
    }

    /** Its start and its end. */
    Parameters add(Window value) {
        return add(value.start()).add(value.end());
    }

    Parameters addNullable(UUID value) {
        return literal(value == null ? "null::uuid" : "uuid '" + value + "'");
    }

    private Parameters literal(String text) {
        literals.add(text);
        return this;
    }

    /**
     * The query with all values written out.
     *
     * @throws IllegalStateException when there are more or fewer than question marks
     */
    String sql() {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (int mark = sql.indexOf('?'); mark >= 0; mark = sql.indexOf('?', from)) {
            if (literals.isEmpty()) {
                throw new IllegalStateException("a value is missing: " + sql);
            }
            text.append(sql, from, mark).append(literals.remove());
            from = mark + 1;
        }
        if (!literals.isEmpty()) {
            throw new IllegalStateException("a value is left over: " + sql);
        }
        return text.append(sql, from, sql.length()).toString();
    }
}
