// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page;

import io.halflife.http.problem.Problem;
import java.util.Objects;

/**
 * What went wrong, for people.
 *
 * @param advice what may be done about it
 * @param requestId by which the log knows the request
 */
public record ProblemPage(
        int status, String title, String detail, String advice, String requestId) {

    public ProblemPage {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(advice, "advice");
        Objects.requireNonNull(requestId, "requestId");
    }

    public static ProblemPage of(Problem problem, String requestId) {
        return new ProblemPage(
                problem.status(),
                problem.title(),
                Figures.capital(problem.detail()) + ".",
                advice(problem),
                requestId);
    }

    private static String advice(Problem problem) {
        return switch (problem.status()) {
            case 401 -> "Pages open to everybody only where HALFLIFE_DEV is true, on loopback.";
            case 404 -> "It may have been renamed, or reset. All models are on the first page.";
            case 422 -> "Change what the address asks for.";
            case 500, 503 -> "Try again; if it stays, look for the request in the dashboard's log.";
            default -> "All models are on the first page.";
        };
    }

    public Shell shell() {
        return Shell.of(title, Shell.Section.NONE);
    }
}
