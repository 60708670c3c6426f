// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.key;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of a key, without its secret.
 *
 * @param id the part of it that is no secret
 * @param name who it was given to
 * @param scopes what may be done with it
 * @param models to which models; empty: all
 * @param autoRegister whether predictions may make models known
 * @param cidr where it may be used from; empty: everywhere
 * @param revokedAt when it ends before its time; may lie ahead, after it was replaced
 * @param lastUsedAt to the minute, some minutes late
 * @param replaces the key it was made to replace
 */
public record ApiKey(
        String id,
        String name,
        List<String> scopes,
        List<String> models,
        boolean autoRegister,
        Optional<Cidr> cidr,
        KeyLimits limits,
        Instant createdAt,
        Instant expiresAt,
        Optional<Instant> revokedAt,
        Optional<Instant> lastUsedAt,
        Optional<String> replaces) {

    public ApiKey {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        scopes = List.copyOf(scopes);
        models = List.copyOf(models);
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    public boolean isRevoked(Instant now) {
        return revokedAt.filter(at -> !at.isAfter(now)).isPresent();
    }

    public boolean isExpired(Instant now) {
        return !expiresAt.isAfter(now);
    }
}
