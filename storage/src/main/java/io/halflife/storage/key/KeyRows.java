// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.key;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** Rows of keys. */
final class KeyRows {

    static final String SELECT =
            """
            select k.id, k.name, k.secret_hash, k.scopes, k.models, k.auto_register, k.cidr,
                   k.requests_per_second, k.requests_burst, k.items_per_second, k.items_burst,
                   k.created_at, k.expires_at, k.revoked_at, k.replaces,
                   coalesce(k.revoked_at <= now(), false) as revoked,
                   greatest(u.last_used_at, r.last_used_at) as last_used_at
              from api_key k
              left join api_key_use u on u.key_id = k.id
              left join api_key_read r on r.key_id = k.id
            """;

    private KeyRows() {}

    static StoredKey stored(ResultSet row, StatementContext context) throws SQLException {
        return new StoredKey(
                key(row, context), row.getBytes("secret_hash"), row.getBoolean("revoked"));
    }

    static ApiKey key(ResultSet row, StatementContext context) throws SQLException {
        return new ApiKey(
                row.getString("id"),
                row.getString("name"),
                texts(row.getArray("scopes")),
                texts(row.getArray("models")),
                row.getBoolean("auto_register"),
                Optional.ofNullable(row.getString("cidr")).map(Cidr::of),
                new KeyLimits(
                        row.getInt("requests_per_second"),
                        row.getInt("requests_burst"),
                        row.getInt("items_per_second"),
                        row.getInt("items_burst")),
                instant(row, "created_at").orElseThrow(),
                instant(row, "expires_at").orElseThrow(),
                instant(row, "revoked_at"),
                instant(row, "last_used_at"),
                Optional.ofNullable(row.getString("replaces")));
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }
}
