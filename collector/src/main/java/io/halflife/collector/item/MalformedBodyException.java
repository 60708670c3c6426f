// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

/** The body as a whole is not what it should be; no item of it is stored. */
public final class MalformedBodyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String code;

    MalformedBodyException(String code, String detail) {
        super(detail, null, false, false);
        this.code = code;
    }

    /** malformed_json, too_deep, duplicate_key, required or type_mismatch. */
    public String code() {
        return code;
    }
}
