// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.intake;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * An item that was refused.
 *
 * @param door where it came in, for example {@code predictions}
 * @param model where it was known
 * @param code of the first broken rule
 * @param pointer JSON Pointer to the first finding, from the item
 * @param excerpt the item without its texts, at most 4 KiB; empty where none was kept
 */
public record Reject(
        String door,
        Optional<String> model,
        String code,
        String pointer,
        String detail,
        Optional<String> excerpt,
        Instant receivedAt) {

    public Reject {
        Objects.requireNonNull(door, "door");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(pointer, "pointer");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(excerpt, "excerpt");
        Objects.requireNonNull(receivedAt, "receivedAt");
    }
}
