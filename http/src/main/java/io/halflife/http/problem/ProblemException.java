// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.problem;

import java.util.Objects;

/**
 * Carries a problem from where it is found to the answer. It is an answer, not a bug, so it has no
 * stack trace and is never logged as an error.
 */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.code() + ": " + problem.detail(), null, false, false);
        this.problem = Objects.requireNonNull(problem, "problem");
    }

    public Problem problem() {
        return problem;
    }
}
