// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.json;

import io.halflife.monitor.model.Violation;
import java.util.List;
import java.util.Objects;

/**
 * What came out of reading input: the value, or every rule that the input breaks; never both.
 *
 * @param <T> what was to be read
 */
public final class Parsed<T> {

    private final T value;
    private final List<Violation> violations;

    private Parsed(T value, List<Violation> violations) {
        this.value = value;
        this.violations = List.copyOf(violations);
    }

    public static <T> Parsed<T> of(T value) {
        return new Parsed<>(Objects.requireNonNull(value, "value"), List.of());
    }

    /** The input was refused for these reasons, at least one. */
    public static <T> Parsed<T> refused(List<Violation> violations) {
        if (violations.isEmpty()) {
            throw new IllegalArgumentException("refused without a violation");
        }
        return new Parsed<>(null, violations);
    }

    public boolean isValid() {
        return violations.isEmpty();
    }

    /**
     * What was read.
     *
     * @throws IllegalStateException when there are violations, naming the first
     */
    public T value() {
        if (!isValid()) {
            throw new IllegalStateException("not valid: " + violations.get(0));
        }
        return value;
    }

    /** In the order in which they were found; empty when valid. */
    public List<Violation> violations() {
        return violations;
    }
}
