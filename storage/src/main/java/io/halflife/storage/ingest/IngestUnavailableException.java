// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

/** Nothing of the batch is known to be stored, and the same batch may be stored soon. */
public final class IngestUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String code;

    IngestUnavailableException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** For the answer: {@code database_unavailable}, {@code queue_full} … */
    public String code() {
        return code;
    }
}
