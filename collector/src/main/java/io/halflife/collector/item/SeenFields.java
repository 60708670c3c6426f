// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import java.util.HashSet;
import java.util.Set;

/** Which fields of an object have been there: known ones by number, others by name. */
final class SeenFields {

    private long known;
    private Set<String> others = Set.of();

    void clear() {
        known = 0;
        if (!others.isEmpty()) {
            others = Set.of();
        }
    }

    /**
     * Notes a known field.
     *
     * @param number 0 to 63
     */
    void note(int number) {
        long bit = 1L << number;
        if ((known & bit) != 0) {
            throw new DuplicateKeyException();
        }
        known |= bit;
    }

    /** Notes a field that is not known here. */
    void note(String name) {
        if (others.isEmpty()) {
            others = new HashSet<>();
        }
        if (!others.add(name)) {
            throw new DuplicateKeyException();
        }
    }

    boolean has(int number) {
        return (known & (1L << number)) != 0;
    }
}
