// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.retraining;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.storage.json.Json;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * What other systems are to be told, written in the transaction of the change that it tells of: a
 * message exists if and only if its change does.
 *
 * @param writer the service that writes
 */
public record Outbox(Handle handle, int modelId, String environment, String writer) {

    /**
     * Adds a message: {@code {"type", "timestamp", "data"}}.
     *
     * @param type for example {@code retraining.requested}
     * @param expiresAt when it is no longer worth delivering; null for never
     */
    public void tell(String type, ObjectNode data, Instant expiresAt) {
        ObjectNode event = event(type, now(), data);
        handle.createUpdate(
                        """
                        insert into outbox (type, model_id, environment, payload, expires_at, writer)
                        values (:type, :modelId, :environment, cast(:payload as jsonb), :expiresAt,
                            :writer)
                        """)
                .bind("type", type)
                .bind("modelId", modelId)
                .bind("environment", environment)
                .bind("payload", event.toString())
                .bind("expiresAt", expiresAt)
                .bind("writer", writer)
                .execute();
    }

    /** A message as it is stored, and sent. */
    public static ObjectNode event(String type, Instant at, ObjectNode data) {
        ObjectNode event = Json.object();
        event.put("type", type);
        event.set("timestamp", Json.time(at));
        event.set("data", data);
        return event;
    }

    /** The transaction's time by the wall clock: that of every row it writes. */
    public Instant now() {
        return handle.createQuery("select now()").mapTo(Instant.class).one();
    }
}
