// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What came of one of many things done together, of which a failure keeps no other from its result.
 *
 * @param value null after a failure
 * @param failure why, in one line; null when it went well
 */
public record Attempt<T>(T value, String failure) {

    public Attempt {
        if ((value == null) == (failure == null)) {
            throw new IllegalArgumentException("either a value or a failure: " + failure);
        }
    }

    static <T> Attempt<T> of(T value) {
        return new Attempt<>(Objects.requireNonNull(value, "value"), null);
    }

    static <T> Attempt<T> failed(String reason) {
        return new Attempt<>(null, Objects.requireNonNull(reason, "reason"));
    }

    /** The same with what follows from the value. */
    <R> Attempt<R> map(Function<T, R> next) {
        return failure == null ? of(next.apply(value)) : failed(failure);
    }

    public Optional<T> result() {
        return Optional.ofNullable(value);
    }
}
