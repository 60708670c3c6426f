// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.policy;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A revision and what it changed.
 *
 * @param writer the key, the service or the person that set it
 * @param values that are not those of the revision before; the defaults stand before the first
 */
public record PolicyChange(int revision, String writer, Instant writtenAt, List<Value> values) {

    /**
     * A value that changed.
     *
     * @param pointer JSON Pointer, for example {@code /drift/k}
     * @param before JSON
     * @param after JSON
     */
    public record Value(String pointer, String before, String after) {}

    public PolicyChange {
        Objects.requireNonNull(writer, "writer");
        Objects.requireNonNull(writtenAt, "writtenAt");
        values = List.copyOf(values);
    }
}
