// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.webhook;

/** The SQL of the queue. */
final class QueueSql {

    /** Takers wait for each other: only then two per endpoint are two. */
    static final String LOCK =
            "select pg_advisory_xact_lock(hashtextextended('halflife.webhook/take', 0))";

    /** A request that was called off is no longer asked for. */
    private static final String IS_CANCELLED =
            """
            (d.type = 'retraining.requested'
              and exists (select from retraining_event r
                           where r.request_id = d.request_id and r.state = 'CANCELLED'))
            """;

    static final String DUE =
            """
            with busy as (
              select endpoint_id, count(*) as under_way from webhook_delivery
               where state = 'PENDING' and locked_until > :now group by endpoint_id
            ), waiting as (
              select d.message_id, d.next_attempt_at, coalesce(b.under_way, 0) as under_way,
                     row_number() over (partition by d.endpoint_id
                                        order by d.next_attempt_at, d.message_id) as place
                from webhook_delivery d join webhook_endpoint e on e.id = d.endpoint_id
                left join busy b on b.endpoint_id = d.endpoint_id
               where d.state = 'PENDING' and d.next_attempt_at <= :now
                 and (d.locked_until is null or d.locked_until <= :now)
                 and (d.expires_at is null or d.expires_at > :now)
                 and not
            """
                    + IS_CANCELLED
                    + "and"
                    + EndpointRows.IS_ON
                    + """
            ), due as (
              select message_id from waiting where place + under_way <= :perEndpoint
               order by next_attempt_at, message_id limit :limit
            )
            select d.message_id, d.endpoint_id, e.url, d.attempts, d.round_attempts,
                   d.round_started_at, d.type, d.expires_at, d.command_id, d.created_at,
                   cast(o.payload as text) as payload, e.secret, e.headers,
                   case when e.previous_until > :now then e.previous_secret end as previous_secret
              from webhook_delivery d
              join webhook_endpoint e on e.id = d.endpoint_id
              left join outbox o on o.id = d.outbox_id
             where d.message_id in (select message_id from due)
             order by d.next_attempt_at, d.message_id
               for update of d skip locked
            """;

    static final String LEASE =
            """
            update webhook_delivery
               set locked_until = :until, attempts = attempts + 1,
                   round_attempts = round_attempts + 1,
                   round_started_at = coalesce(round_started_at, :now),
                   first_attempt_at = coalesce(first_attempt_at, :now)
             where message_id = :id
            """;

    static final String ATTEMPT =
            """
            insert into webhook_attempt (message_id, number, started_at)
            values (:id, :number, :now)
            """;

    static final String LOSE =
            """
            update webhook_attempt set outcome = 'lost'
             where message_id = :id and outcome = 'under_way'
            """;

    static final String END =
            """
            update webhook_attempt
               set outcome = :outcome, seconds = :seconds, status = :status, error = :error,
                   response = :response
             where message_id = :id and number = :number
            """;

    static final String DELIVERED =
            """
            update webhook_delivery
               set state = 'DELIVERED', reason = null, locked_until = null,
                   delivered_at = coalesce(delivered_at, :now), last_status = :status,
                   last_error = null
             where message_id = :id
            """;

    static final String RETRY =
            """
            update webhook_delivery
               set locked_until = null, next_attempt_at = :next, last_status = :status,
                   last_error = :error
             where message_id = :id and attempts = :number and state = 'PENDING'
            """;

    static final String DEAD =
            """
            update webhook_delivery
               set state = 'DEAD', reason = :reason, locked_until = null, last_status = :status,
                   last_error = :error
             where message_id = :id and attempts = :number and state = 'PENDING'
            """;

    private static final String OVER =
            """
             d.state = 'PENDING' and (d.locked_until is null or d.locked_until <= :now)
               and (d.expires_at <= :now or
            """
                    + IS_CANCELLED
                    + " or not "
                    + EndpointRows.IS_ON
                    + ")";

    static final String LOSE_EXPIRED =
            """
            update webhook_attempt a set outcome = 'lost'
              from webhook_delivery d join webhook_endpoint e on e.id = d.endpoint_id
             where a.message_id = d.message_id and a.outcome = 'under_way' and
            """
                    + OVER;

    static final String BURY =
            """
            update webhook_delivery d
               set state = 'DEAD', locked_until = null,
                   reason = case when d.expires_at <= :now then 'expired'
                                 when e.deleted_at is not null then 'endpoint_deleted'
                                 when
            """
                    + IS_CANCELLED
                    + """
                                   then 'cancelled'
                                 else 'endpoint_off' end
              from webhook_endpoint e
             where e.id = d.endpoint_id and
            """
                    + OVER
                    + " returning d.reason";

    static final String SHUT_OFF =
            """
            insert into webhook_shutoff (endpoint_id, shut_at, reason) values (:id, now(), :why)
            on conflict (endpoint_id) do update set shut_at = now(), reason = :why
            """;

    static final String SLOW_DOWN =
            """
            update webhook_delivery set next_attempt_at = greatest(next_attempt_at, :until)
             where endpoint_id = :id and state = 'PENDING'
            """;

    static final String REQUEST =
            """
            select d.request_id, o.model_id, o.environment
              from webhook_delivery d join outbox o on o.id = d.outbox_id
             where d.message_id = :id and d.request_id is not null
            """;

    private QueueSql() {}
}
