// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.webhook;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * How much waits for delivery and how much never got there, at one moment.
 *
 * @param pending deliveries that wait for an attempt, and messages that were not yet looked at
 * @param delivered deliveries that reached their endpoint
 * @param dead dead letters
 * @param oldestPending since when the longest-waiting one waits
 */
public record DeliveryBacklog(
        long pending, long delivered, long dead, Optional<Instant> oldestPending) {

    private static final String SQL =
            """
            select count(*) filter (where state = 'PENDING') as pending,
                   count(*) filter (where state = 'DELIVERED') as delivered,
                   count(*) filter (where state = 'DEAD') as dead,
                   min(created_at) filter (where state = 'PENDING') as oldest
              from (select state, created_at from webhook_delivery
                    union all
                    select 'PENDING', o.created_at from outbox o
                     where not exists (select from webhook_match w where w.outbox_id = o.id)) all_of
            """;

    public static DeliveryBacklog read(Jdbi jdbi) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(SQL)
                                .map(
                                        row ->
                                                new DeliveryBacklog(
                                                        row.getColumn("pending", Long.class),
                                                        row.getColumn("delivered", Long.class),
                                                        row.getColumn("dead", Long.class),
                                                        Optional.ofNullable(
                                                                row.getColumn(
                                                                        "oldest", Instant.class))))
                                .one());
    }
}
