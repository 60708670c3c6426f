// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.auth;

import io.halflife.http.problem.Problem;

/** A credential that opens nothing, and why: what the caller hears and what is counted. */
public final class CredentialException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final String reason;

    /**
     * @param reason one of few words, a label of {@code halflife_auth_failures_total}
     */
    public CredentialException(Problem problem, String reason) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
        this.reason = reason;
    }

    public Problem problem() {
        return problem;
    }

    public String reason() {
        return reason;
    }
}
