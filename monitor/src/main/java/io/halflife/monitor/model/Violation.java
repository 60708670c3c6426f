// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.model;

import java.util.Objects;

/**
 * One rule that a piece of input breaks, said so that its sender can mend it.
 *
 * @param pointer JSON Pointer to the field, from the item or the body; "" is the whole
 * @param code the stable code of the API, for example {@code type_mismatch}
 * @param detail one sentence for people: what is wrong and what the rule is; never the value itself
 */
public record Violation(String pointer, String code, String detail) {

    public Violation {
        Objects.requireNonNull(pointer, "pointer");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(detail, "detail");
    }
}
