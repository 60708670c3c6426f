// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.failure;

import io.halflife.collector.item.MalformedBodyException;
import io.halflife.collector.item.RequestTooLargeException;
import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.halflife.monitor.model.Violation;
import io.halflife.storage.ingest.IngestUnavailableException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** What a failed request is told: the sender's fault is 4xx for ever, ours is 503 for now. */
public final class Failures {

    private Failures() {}

    /** The problem of a failure; other failures are passed on as they are. */
    public static Throwable of(Throwable failure) {
        Problem problem = problemOf(failure);
        return problem == null ? failure : new ProblemException(problem);
    }

    private static Problem problemOf(Throwable failure) {
        if (failure instanceof MalformedBodyException e) {
            return malformed(e);
        }
        if (failure instanceof RequestTooLargeException e) {
            return Problems.tooLarge(
                    "too_many_items", "the number of items", e.limit(), e.limit() + 1L);
        }
        if (failure instanceof IngestUnavailableException e) {
            return Problems.unavailable(e.code(), e.getMessage());
        }
        if (failure instanceof TimeoutException) {
            return Problems.unavailable(
                    "deadline_exceeded",
                    "the database did not answer in time; whether the items are stored is not"
                            + " known, and sending them again is safe");
        }
        return isDatabaseGone(failure)
                ? Problems.unavailable("database_unavailable", "the database does not answer now")
                : null;
    }

    private static Problem malformed(MalformedBodyException e) {
        String code = e.code();
        if (code.equals("required") || code.equals("type_mismatch")) {
            return Problems.invalid(List.of(new Violation("", code, e.getMessage())));
        }
        return Problem.of(400, code, e.getMessage());
    }

    /** No connection, out of resources, shutting down, locked, read-only. */
    private static boolean isDatabaseGone(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException e) {
                String state = e.getSQLState() == null ? "08000" : e.getSQLState();
                return state.matches("(08|53|57|58|40).*|25006|55P03");
            }
        }
        return false;
    }
}
