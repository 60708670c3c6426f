// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.wire;

/** What the status codes of the API mean to a sender. */
public final class Statuses {

    public static final int OK = 200;
    public static final int TOO_LARGE = 413;
    public static final int UNSUPPORTED_ENCODING = 415;
    public static final int ALL_REJECTED = 422;
    public static final int SERVER_ERROR = 500;

    private static final int CLIENT_ERRORS = 400;

    private Statuses() {}

    /** Whether the same request may succeed later. */
    public static boolean isTransient(int status) {
        return switch (status) {
            case 408, 429, 500, 502, 503, 504 -> true;
            default -> false;
        };
    }

    /** Whether it claims success or points elsewhere: without our header that was not us. */
    public static boolean isNoRefusal(int status) {
        return status < CLIENT_ERRORS;
    }
}
