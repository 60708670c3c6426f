// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Makes deliveries of messages and of people's wishes. A message is held once against the endpoints
 * that are on and were there when it was written; two that match at once make each delivery once.
 * Not thread-safe, blocking.
 */
public final class OutboxMatching {

    private static final String MESSAGE_PREFIX = "msg_";

    /** A trial that nobody could send by then is not worth sending. */
    private static final Duration TRIAL_EXPIRES_AFTER = Duration.ofMinutes(5);

    /** No transaction that writes messages is open for longer. */
    private static final Duration SETTLED_AFTER = Duration.ofDays(1);

    private static final String UNMATCHED =
            """
            select o.id from outbox o
             where o.id > :floor
               and not exists (select from webhook_match w where w.outbox_id = o.id)
             order by o.id limit :limit
            """;

    private static final String PAIRS =
            """
            select o.id as outbox_id, e.id as endpoint_id
              from outbox o join model m on m.id = o.model_id
              join webhook_endpoint e
                on o.created_at >= e.created_at
               and (cardinality(e.types) = 0 or o.type = any(e.types))
               and (cardinality(e.models) = 0 or m.name = any(e.models))
             where o.id = any(:ids) and
            """
                    + EndpointRows.IS_ON
                    + " order by o.id, e.id";

    private static final String INSERT =
            """
            insert into webhook_delivery (message_id, endpoint_id, outbox_id, type, request_id,
                state, expires_at, next_attempt_at, created_at)
            select :messageId, :endpointId, o.id, o.type, o.payload -> 'data' ->> 'request_id',
                   'PENDING', o.expires_at, :now, :now
              from outbox o where o.id = :outboxId
            on conflict (outbox_id, endpoint_id) do nothing
            """;

    private static final String MATCHED =
            """
            insert into webhook_match (outbox_id, matched_at)
            select id, :now from unnest(:ids) as id
            on conflict (outbox_id) do nothing
            """;

    private static final String TRIALS =
            """
            select c.id, c.endpoint_id, c.created_at from webhook_command c
             where c.kind = 'test' and c.created_at > :now - interval '1 day'
               and not exists (select from webhook_delivery d where d.command_id = c.id)
             order by c.id
            """;

    private static final String INSERT_TRIAL =
            """
            insert into webhook_delivery (message_id, endpoint_id, command_id, type, state,
                expires_at, next_attempt_at, created_at)
            values (:messageId, :endpointId, :commandId, 'webhook.test', 'PENDING',
                :expiresAt, :now, :now)
            on conflict (command_id) do nothing
            """;

    private static final String REPLAY =
            """
            update webhook_delivery d
               set state = 'PENDING', reason = null, round_attempts = 0, round_started_at = null,
                   locked_until = null, next_attempt_at = :now, replay_command = c.id
              from (select message_id, max(id) as id from webhook_command
                     where kind = 'replay' group by message_id) c
             where d.message_id = c.message_id and c.id > d.replay_command
               and (d.locked_until is null or d.locked_until <= :now)
            """;

    private static final String SETTLED =
            "select coalesce(max(id), 0) from outbox where created_at < :before";

    private final Jdbi jdbi;
    private final Ulid ids = new Ulid();

    /** Messages up to here are known to be matched. */
    private long floor;

    public OutboxMatching(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Matches what is new in the outbox.
     *
     * @param limit messages in one transaction
     * @return how many messages were looked at; fewer than the limit: all
     */
    public int match(Instant now, int limit) {
        int matched = jdbi.inTransaction(handle -> match(handle, now, limit));
        if (matched < limit) {
            floor = settled(now);
        }
        return matched;
    }

    private int match(Handle handle, Instant now, int limit) {
        List<Long> unmatched =
                handle.createQuery(UNMATCHED)
                        .bind("floor", floor)
                        .bind("limit", limit)
                        .mapTo(Long.class)
                        .list();
        if (unmatched.isEmpty()) {
            return 0;
        }
        insert(handle, pairs(handle, unmatched), now);
        handle.createUpdate(MATCHED)
                .bindArray("ids", Long.class, unmatched)
                .bind("now", now)
                .execute();
        return unmatched.size();
    }

    private static List<Pair> pairs(Handle handle, List<Long> unmatched) {
        return handle.createQuery(PAIRS)
                .bindArray("ids", Long.class, unmatched)
                .map(
                        row ->
                                new Pair(
                                        row.getColumn("outbox_id", Long.class),
                                        row.getColumn("endpoint_id", String.class)))
                .list();
    }

    private void insert(Handle handle, List<Pair> pairs, Instant now) {
        if (pairs.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch(INSERT);
        for (Pair pair : pairs) {
            batch.bind("messageId", ids.next(MESSAGE_PREFIX, now))
                    .bind("endpointId", pair.endpointId)
                    .bind("outboxId", pair.id)
                    .bind("now", now)
                    .add();
        }
        batch.execute();
    }

    private long settled(Instant now) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(SETTLED)
                                .bind("before", now.minus(SETTLED_AFTER))
                                .mapTo(Long.class)
                                .one());
    }

    /** Makes deliveries of the trials and puts what is to be replayed back into the queue. */
    public void obey(Instant now) {
        jdbi.useTransaction(
                handle -> {
                    for (Trial trial : trials(handle, now)) {
                        handle.createUpdate(INSERT_TRIAL)
                                .bind("messageId", ids.next(MESSAGE_PREFIX, now))
                                .bind("endpointId", trial.endpointId)
                                .bind("commandId", trial.id)
                                .bind("expiresAt", trial.wishedAt.plus(TRIAL_EXPIRES_AFTER))
                                .bind("now", now)
                                .execute();
                    }
                    handle.createUpdate(REPLAY).bind("now", now).execute();
                });
    }

    private static List<Trial> trials(Handle handle, Instant now) {
        return handle.createQuery(TRIALS)
                .bind("now", now)
                .map(
                        row ->
                                new Trial(
                                        row.getColumn("id", Long.class),
                                        row.getColumn("endpoint_id", String.class),
                                        row.getColumn("created_at", Instant.class)))
                .list();
    }

    private record Trial(long id, String endpointId, Instant wishedAt) {}

    private record Pair(long id, String endpointId) {}
}
