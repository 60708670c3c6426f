// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where messages go, without its secrets.
 *
 * @param id {@code whe_} and 26 characters
 * @param types of messages that it gets; empty: all
 * @param models by name, that it gets messages of; empty: all
 * @param headerNames of its static headers; the values are secrets
 * @param active whether people want it to get messages
 * @param shutOff why nothing is sent although it is active; null when it works
 * @param previousSecretUntil until then the secret before the present one signs too; null when none
 *     does
 */
public record WebhookEndpoint(
        String id,
        String url,
        List<String> types,
        List<String> models,
        String description,
        List<String> headerNames,
        boolean active,
        String shutOff,
        Instant previousSecretUntil,
        String createdBy,
        Instant createdAt) {

    public WebhookEndpoint {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(url, "url");
        types = List.copyOf(types);
        models = List.copyOf(models);
        Objects.requireNonNull(description, "description");
        headerNames = List.copyOf(headerNames);
        Objects.requireNonNull(createdBy, "createdBy");
        Objects.requireNonNull(createdAt, "createdAt");
    }

    /** Whether messages are sent to it. */
    public boolean isOn() {
        return active && shutOff == null;
    }

    /** Whether it wants messages of this type about this model. */
    public boolean wants(String type, String model) {
        return (types.isEmpty() || types.contains(type))
                && (models.isEmpty() || models.contains(model));
    }

    public Optional<String> shutOffIfAny() {
        return Optional.ofNullable(shutOff);
    }
}
