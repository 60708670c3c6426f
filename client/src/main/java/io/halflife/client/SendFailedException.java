// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client;

/**
 * The request was tried until the time was up. Whether it was stored is unknown; sending the same
 * items again is safe.
 */
public final class SendFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    SendFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
