// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client;

/** The server refused for good: the same request would be refused again. */
public final class RequestRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    RequestRefusedException(int status, String code, String detail) {
        super(status + " " + code + ": " + detail);
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    /** The stable code of the problem, for example {@code unknown_model}. */
    public String code() {
        return code;
    }
}
