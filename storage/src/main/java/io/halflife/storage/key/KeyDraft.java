// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.key;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What somebody wants a new key to be.
 *
 * @param name 1 to 128 characters
 * @param scopes at least one
 * @param models empty: all
 * @param lifetime more than 0, at most a year
 */
public record KeyDraft(
        String name,
        List<String> scopes,
        List<String> models,
        boolean autoRegister,
        Optional<Cidr> cidr,
        KeyLimits limits,
        Duration lifetime) {

    public static final Duration LIFETIME_DEFAULT = Duration.ofDays(90);
    public static final Duration LIFETIME_MAX = Duration.ofDays(366);
    public static final int NAME_MAX = 128;

    public KeyDraft {
        scopes = List.copyOf(scopes);
        models = List.copyOf(models);
        Objects.requireNonNull(cidr, "cidr");
        Objects.requireNonNull(limits, "limits");
        if (name.isBlank() || name.length() > NAME_MAX || name.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException(
                    "a key's name has 1 to " + NAME_MAX + " characters, none of them control");
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("a key without a scope opens nothing");
        }
        if (lifetime.isZero() || lifetime.isNegative() || lifetime.compareTo(LIFETIME_MAX) > 0) {
            throw new IllegalArgumentException(
                    "a key lives for more than nothing and at most a year");
        }
    }
}
