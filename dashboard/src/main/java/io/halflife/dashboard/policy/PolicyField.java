// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.policy;

import java.util.List;
import java.util.Objects;

/**
 * A value of a policy, for people.
 *
 * @param key as docs/policy.md has it, for example {@code drift.k}
 * @param kind how it is typed in
 * @param choices of {@link Kind#CHOICE} and {@link Kind#FLAG}
 * @param meaning what it changes
 */
public record PolicyField(
        String key, Kind kind, List<String> choices, String unit, String range, String meaning) {

    /** How a value is typed in. */
    public enum Kind {
        NUMBER,
        /** A duration, a name. */
        TEXT,
        CHOICE,
        FLAG,
        /** Names between commas. */
        LIST,
        /** JSON. */
        OBJECT
    }

    public PolicyField {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(kind, "kind");
        choices = List.copyOf(choices);
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(range, "range");
        Objects.requireNonNull(meaning, "meaning");
    }

    /** JSON Pointer into the policy. */
    public String pointer() {
        return "/" + key.replace('.', '/');
    }
}
