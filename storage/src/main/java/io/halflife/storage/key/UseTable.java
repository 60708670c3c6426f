// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.key;

/** Where a service notes which keys it saw: one table each, because a table has one writer. */
public enum UseTable {
    COLLECTOR(
            """
            insert into api_key_use (key_id, last_used_at)
            select id, :at from api_key where id = :id
            on conflict (key_id) do update
              set last_used_at = greatest(api_key_use.last_used_at, excluded.last_used_at)
            """),
    DASHBOARD(
            """
            insert into api_key_read (key_id, last_used_at)
            select id, :at from api_key where id = :id
            on conflict (key_id) do update
              set last_used_at = greatest(api_key_read.last_used_at, excluded.last_used_at)
            """);

    private final String upsert;

    UseTable(String upsert) {
        this.upsert = upsert;
    }

    String upsert() {
        return upsert;
    }
}
