// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.webhook;

import io.halflife.storage.retraining.OpenRequests;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;

/**
 * The messages that wait, are under way or are done. Taking one is a lease and an attempt that is
 * already written down, in a transaction that ends before anything is sent: a process that dies
 * while sending loses its lease, and the message is sent again under the same id. Blocking.
 */
public final class DeliveryQueue {

    private static final String WRITER = "retraining";

    private final Jdbi jdbi;

    public DeliveryQueue(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Why a message that was not delivered is no longer tried. */
    public enum DeadReason {
        EXPIRED,
        ATTEMPTS_USED,
        GONE,
        ENDPOINT_OFF,
        ENDPOINT_DELETED,
        /** The request that it is about was called off. */
        CANCELLED,
        TEST_FAILED;

        /** The name in tables, metrics and JSON. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Makes dead letters of messages whose time is over or whose endpoint takes none.
     *
     * @return the reason of each
     */
    public List<String> bury(Instant now) {
        return jdbi.inTransaction(
                handle -> {
                    handle.createUpdate(QueueSql.LOSE_EXPIRED).bind("now", now).execute();
                    return handle.createQuery(QueueSql.BURY)
                            .bind("now", now)
                            .mapTo(String.class)
                            .list();
                });
    }

    /**
     * Takes messages that are due.
     *
     * @param lease nobody else takes them for so long
     * @param limit at most so many
     * @param perEndpoint at most so many to one endpoint are under way at any time, whoever sends
     */
    public List<DueDelivery> take(Instant now, Duration lease, int limit, int perEndpoint) {
        return jdbi.inTransaction(
                handle -> {
                    handle.execute(QueueSql.LOCK);
                    List<DueDelivery> due =
                            handle.createQuery(QueueSql.DUE)
                                    .bind("now", now)
                                    .bind("limit", limit)
                                    .bind("perEndpoint", perEndpoint)
                                    .map(row -> QueueRows.due(row, now))
                                    .list();
                    due.forEach(delivery -> lease(handle, delivery, now, now.plus(lease)));
                    return due;
                });
    }

    private static void lease(Handle handle, DueDelivery delivery, Instant now, Instant until) {
        handle.createUpdate(QueueSql.LOSE).bind("id", delivery.messageId()).execute();
        handle.createUpdate(QueueSql.LEASE)
                .bind("id", delivery.messageId())
                .bind("now", now)
                .bind("until", until)
                .execute();
        handle.createUpdate(QueueSql.ATTEMPT)
                .bind("id", delivery.messageId())
                .bind("number", delivery.attempt())
                .bind("now", now)
                .execute();
    }

    /**
     * Notes a success, also one that comes after its lease. The first one of a request's call makes
     * the request SENT.
     */
    public void delivered(DueDelivery delivery, AttemptResult result, Instant now) {
        jdbi.useTransaction(
                handle -> {
                    end(handle, delivery, result);
                    handle.createUpdate(QueueSql.DELIVERED)
                            .bind("id", delivery.messageId())
                            .bind("now", now)
                            .bind("status", result.status())
                            .execute();
                    if (delivery.type().equals("retraining.requested")) {
                        sent(handle, delivery.messageId(), now);
                    }
                });
    }

    private static void sent(Handle handle, String messageId, Instant now) {
        handle.createQuery(QueueSql.REQUEST)
                .bind("id", messageId)
                .map(QueueRows::request)
                .findOne()
                .ifPresent(
                        request ->
                                OpenRequests.of(handle, request.modelId(), request.environment())
                                        .sent(request.id(), now, WRITER));
    }

    /** Notes a failure after which the message is tried again. */
    public void retry(DueDelivery delivery, AttemptResult result, Instant nextAttemptAt) {
        jdbi.useTransaction(
                handle -> {
                    end(handle, delivery, result);
                    failed(handle, QueueSql.RETRY, delivery, result)
                            .bind("next", nextAttemptAt)
                            .execute();
                });
    }

    /** Notes a failure after which the message is a dead letter. */
    public void dead(DueDelivery delivery, AttemptResult result, DeadReason reason) {
        jdbi.useTransaction(
                handle -> {
                    end(handle, delivery, result);
                    failed(handle, QueueSql.DEAD, delivery, result)
                            .bind("reason", reason.text())
                            .execute();
                });
    }

    /** Nothing is sent to the endpoint until a person turns it on again. */
    public void shutOff(String endpointId, String why) {
        jdbi.useHandle(
                handle ->
                        handle.createUpdate(QueueSql.SHUT_OFF)
                                .bind("id", endpointId)
                                .bind("why", why)
                                .execute());
    }

    /** The endpoint asked to be left alone: what waits for it waits at least until then. */
    public void slowDown(String endpointId, Instant until) {
        jdbi.useHandle(
                handle ->
                        handle.createUpdate(QueueSql.SLOW_DOWN)
                                .bind("id", endpointId)
                                .bind("until", until)
                                .execute());
    }

    private static void end(Handle handle, DueDelivery delivery, AttemptResult result) {
        handle.createUpdate(QueueSql.END)
                .bind("id", delivery.messageId())
                .bind("number", delivery.attempt())
                .bind("outcome", result.outcome().text())
                .bind("seconds", result.took().toNanos() / 1e9)
                .bind("status", result.status())
                .bind("error", result.error())
                .bind("response", result.response())
                .execute();
    }

    /** Only whoever made the newest attempt may say how it goes on. */
    private static Update failed(
            Handle handle, String sql, DueDelivery delivery, AttemptResult result) {
        return handle.createUpdate(sql)
                .bind("id", delivery.messageId())
                .bind("number", delivery.attempt())
                .bind("status", result.status())
                .bind("error", result.error());
    }
}
