// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

/** A run cannot be made as it was asked for. The message says why, in one line for people. */
public final class RunException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public RunException(String message) {
        super(message);
    }
}
