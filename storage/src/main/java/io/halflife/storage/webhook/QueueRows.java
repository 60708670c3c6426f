// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.storage.json.Json;
import java.time.Instant;
import org.jdbi.v3.core.result.RowView;

/** Rows of the queue as values. */
final class QueueRows {

    private QueueRows() {}

    /** The request that a message is about. */
    record Request(String id, int modelId, String environment) {}

    static Request request(RowView row) {
        return new Request(
                text(row, "request_id"),
                row.getColumn("model_id", Integer.class),
                text(row, "environment"));
    }

    static DueDelivery due(RowView row, Instant now) {
        String endpointId = text(row, "endpoint_id");
        Instant roundStartedAt = row.getColumn("round_started_at", Instant.class);
        boolean trial = row.getColumn("command_id", Long.class) != null;
        return new DueDelivery(
                text(row, "message_id"),
                endpointId,
                text(row, "url"),
                row.getColumn("attempts", Integer.class) + 1,
                row.getColumn("round_attempts", Integer.class) + 1,
                roundStartedAt == null ? now : roundStartedAt,
                text(row, "type"),
                trial,
                trial ? trial(row, endpointId) : text(row, "payload"),
                row.getColumn("expires_at", Instant.class),
                new EndpointSecrets(
                        endpointId,
                        row.getColumn("secret", byte[].class),
                        row.getColumn("previous_secret", byte[].class),
                        row.getColumn("headers", byte[].class)));
    }

    private static String trial(RowView row, String endpointId) {
        ObjectNode event = Json.object();
        event.put("type", text(row, "type"));
        event.set("timestamp", Json.time(row.getColumn("created_at", Instant.class)));
        event.putObject("data").put("endpoint_id", endpointId);
        return event.toString();
    }

    private static String text(RowView row, String column) {
        return row.getColumn(column, String.class);
    }
}
