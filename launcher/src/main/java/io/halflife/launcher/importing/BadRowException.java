// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.importing;

/** A row that cannot be sent: which field of it breaks which rule. */
final class BadRowException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BadRowException(String field, String rule) {
        super(field + " " + rule, null, false, false);
    }
}
