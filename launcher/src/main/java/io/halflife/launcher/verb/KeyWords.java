// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.verb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.launcher.console.TextTable;
import io.halflife.storage.json.Json;
import io.halflife.storage.key.ApiKey;
import io.halflife.storage.key.Cidr;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Keys in words, tables and JSON; never the secret, which is not known here. */
final class KeyWords {

    private KeyWords() {}

    static String summary(ApiKey key) {
        return key.name()
                + ": "
                + String.join(", ", key.scopes())
                + " on "
                + models(key)
                + key.cidr().map(cidr -> ", from " + cidr).orElse("")
                + ", until "
                + minute(Optional.of(key.expiresAt()));
    }

    private static String models(ApiKey key) {
        return key.models().isEmpty() ? "all models" : String.join(", ", key.models());
    }

    static TextTable table(List<ApiKey> keys, Instant now) {
        TextTable table =
                new TextTable(
                        7,
                        0,
                        List.of("id", "name", "state", "ends", "last used", "models", "scopes"));
        for (ApiKey key : keys) {
            table.add(
                    List.of(
                            key.id(),
                            key.name(),
                            state(key, now),
                            minute(Optional.of(end(key))),
                            minute(key.lastUsedAt()),
                            models(key),
                            String.join(",", key.scopes())));
        }
        return table;
    }

    private static String state(ApiKey key, Instant now) {
        if (key.isRevoked(now)) {
            return "revoked";
        }
        if (key.isExpired(now)) {
            return "expired";
        }
        return key.revokedAt().isPresent() ? "replaced" : "active";
    }

    private static Instant end(ApiKey key) {
        return key.revokedAt().filter(key.expiresAt()::isAfter).orElse(key.expiresAt());
    }

    private static String minute(Optional<Instant> time) {
        return time.map(t -> t.truncatedTo(ChronoUnit.MINUTES).toString()).orElse("–");
    }

    static ObjectNode json(ApiKey key) {
        ObjectNode json = Json.object();
        json.put("id", key.id());
        json.put("name", key.name());
        addAll(json.putArray("scopes"), key.scopes());
        addAll(json.putArray("models"), key.models());
        json.put("auto_register", key.autoRegister());
        json.put("cidr", key.cidr().map(Cidr::toString).orElse(null));
        json.putObject("limits")
                .put("requests_per_second", key.limits().requestsPerSecond())
                .put("requests_burst", key.limits().requestsBurst())
                .put("items_per_second", key.limits().itemsPerSecond())
                .put("items_burst", key.limits().itemsBurst());
        json.set("created_at", Json.time(key.createdAt()));
        json.set("expires_at", Json.time(key.expiresAt()));
        json.set("revoked_at", Json.time(key.revokedAt().orElse(null)));
        json.set("last_used_at", Json.time(key.lastUsedAt().orElse(null)));
        json.put("replaces", key.replaces().orElse(null));
        return json;
    }

    private static void addAll(ArrayNode array, List<String> values) {
        values.forEach(array::add);
    }
}
