// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

/** A JSON object holds a key twice, so it is not known what was meant. */
final class DuplicateKeyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DuplicateKeyException() {
        super("a key is there twice in one object", null, false, false);
    }
}
