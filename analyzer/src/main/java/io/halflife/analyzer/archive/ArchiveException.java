// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.archive;

/** An archive cannot be written or read; the message says why in one line. */
public final class ArchiveException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    public ArchiveException(String message) {
        super(message);
    }

    public ArchiveException(String message, Throwable cause) {
        super(message, cause);
    }
}
