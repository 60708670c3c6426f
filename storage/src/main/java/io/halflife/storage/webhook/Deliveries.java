// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.webhook;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.RowView;

/** What pages and the read API show of deliveries. Blocking; changes nothing. */
public final class Deliveries {

    private static final String SELECT =
            """
            select d.*, e.url,
                   case when d.state = 'PENDING' then d.next_attempt_at end as next_at
              from webhook_delivery d join webhook_endpoint e on e.id = d.endpoint_id
            """;

    private static final String ATTEMPTS =
            """
            select number, started_at, outcome, seconds, status, error, response
              from webhook_attempt where message_id = :id order by number
            """;

    private static final String DELIVERED =
            """
            select request_id, bool_or(delivered_at is not null) as delivered
              from webhook_delivery
             where request_id = any(:ids) and type = 'retraining.requested'
             group by request_id
            """;

    private final Jdbi jdbi;

    public Deliveries(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** All messages about a request, to all endpoints, in the order of their making. */
    public List<Delivery> ofRequest(String requestId) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        SELECT + " where d.request_id = :id order by d.message_id")
                                .bind("id", requestId)
                                .map(Deliveries::delivery)
                                .list());
    }

    /**
     * The messages to an endpoint, newest first.
     *
     * @param state only these; null: all
     * @param beforeId the last of the page before; the empty string on the first page
     */
    public List<Delivery> ofEndpoint(
            String endpointId, DeliveryState state, String beforeId, int limit) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        SELECT
                                                + """
                                                 where d.endpoint_id = :endpoint
                                                   and (:before = '' or d.message_id < :before)
                                                   and (cast(:state as text) is null
                                                        or d.state = :state)
                                                 order by d.message_id desc limit :limit
                                                """)
                                .bind("endpoint", endpointId)
                                .bind("before", beforeId)
                                .bind("state", state == null ? null : state.name())
                                .bind("limit", limit)
                                .map(Deliveries::delivery)
                                .list());
    }

    public Optional<Delivery> find(String messageId) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(SELECT + " where d.message_id = :id")
                                .bind("id", messageId)
                                .map(Deliveries::delivery)
                                .findOne());
    }

    /** The message of a trial; empty until it is on its way. */
    public Optional<Delivery> ofTrial(long commandId) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(SELECT + " where d.command_id = :id")
                                .bind("id", commandId)
                                .map(Deliveries::delivery)
                                .findOne());
    }

    /** Every attempt of a message, in order. */
    public List<DeliveryAttempt> attempts(String messageId) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(ATTEMPTS)
                                .bind("id", messageId)
                                .map(Deliveries::attempt)
                                .list());
    }

    /**
     * Whether the call of each request reached an endpoint. A request is not in the map when there
     * was and is no endpoint that could get it.
     */
    public Map<String, Boolean> delivered(Collection<String> requestIds) {
        Map<String, Boolean> delivered = new HashMap<>();
        if (requestIds.isEmpty()) {
            return delivered;
        }
        if (new WebhookEndpoints(jdbi).isAny()) {
            requestIds.forEach(id -> delivered.put(id, false));
        }
        jdbi.useHandle(
                handle ->
                        handle.createQuery(DELIVERED)
                                .bindArray("ids", String.class, List.copyOf(requestIds))
                                .map(
                                        row ->
                                                Map.entry(
                                                        text(row, "request_id"),
                                                        row.getColumn("delivered", Boolean.class)))
                                .forEach(e -> delivered.put(e.getKey(), e.getValue())));
        return delivered;
    }

    private static Delivery delivery(RowView row) {
        return new Delivery(
                text(row, "message_id"),
                text(row, "endpoint_id"),
                text(row, "url"),
                text(row, "type"),
                text(row, "request_id"),
                DeliveryState.valueOf(text(row, "state")),
                text(row, "reason"),
                row.getColumn("attempts", Integer.class),
                row.getColumn("last_status", Integer.class),
                text(row, "last_error"),
                time(row, "first_attempt_at"),
                time(row, "next_at"),
                time(row, "delivered_at"),
                time(row, "created_at"),
                time(row, "expires_at"));
    }

    private static DeliveryAttempt attempt(RowView row) {
        Double seconds = row.getColumn("seconds", Double.class);
        return new DeliveryAttempt(
                row.getColumn("number", Integer.class),
                time(row, "started_at"),
                AttemptOutcome.ofText(text(row, "outcome")),
                seconds == null ? Double.NaN : seconds,
                row.getColumn("status", Integer.class),
                text(row, "error"),
                text(row, "response"));
    }

    private static String text(RowView row, String column) {
        return row.getColumn(column, String.class);
    }

    private static Instant time(RowView row, String column) {
        return row.getColumn(column, Instant.class);
    }
}
