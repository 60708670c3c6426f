// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.outbound;

/** A URL that may not be called, and why in one clause. */
public final class RefusedAddressException extends Exception {

    private static final long serialVersionUID = 1;

    RefusedAddressException(String why) {
        super(why);
    }
}
