// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.retraining;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * How much of the outbox waits for delivery, at one moment.
 *
 * @param pending messages that may still be delivered
 * @param expired messages whose time ran out before they could be delivered
 * @param oldestPending when the oldest pending message was written
 */
public record OutboxBacklog(long pending, long expired, Optional<Instant> oldestPending) {

    private static final String SQL =
            """
            select count(*) filter (where expires_at is null or expires_at > now()) as pending,
                   count(*) filter (where expires_at <= now()) as expired,
                   min(created_at) filter (where expires_at is null or expires_at > now()) as oldest
              from outbox
            """;

    /** Expiry counts by the database's clock. */
    public static OutboxBacklog read(Jdbi jdbi) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(SQL)
                                .map(
                                        row ->
                                                new OutboxBacklog(
                                                        row.getColumn("pending", Long.class),
                                                        row.getColumn("expired", Long.class),
                                                        Optional.ofNullable(
                                                                row.getColumn(
                                                                        "oldest", Instant.class))))
                                .one());
    }
}
