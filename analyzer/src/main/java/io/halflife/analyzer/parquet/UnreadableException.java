// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.parquet;

/** What cannot be read, and why, in one line for people. */
final class UnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreadableException(String message, Throwable cause) {
        super(message, cause);
    }

    UnreadableException(String message) {
        this(message, null);
    }
}
