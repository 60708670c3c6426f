// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** The SQL of endpoints. */
final class EndpointRows {

    /** Whether messages are sent to the endpoint {@code e}. */
    static final String IS_ON =
            """
            (e.active and e.deleted_at is null
              and not exists (select from webhook_shutoff s
                               where s.endpoint_id = e.id and s.shut_at >= e.activated_at))
            """;

    static final String INSERT =
            """
            insert into webhook_endpoint (id, url, types, models, description, header_names,
                headers, secret, active, created_by)
            values (:id, :url, :types, :models, :description, :headerNames, :headers, :secret,
                :active, :actor)
            """;

    static final String UPDATE =
            """
            update webhook_endpoint
               set activated_at =
                     case when :active and (:reactivate or not active or url <> :url) then now()
                          else activated_at end,
                   url = :url, types = :types, models = :models, description = :description,
                   header_names = :headerNames, headers = :headers, active = :active
             where id = :id and deleted_at is null
            """;

    static final String ROTATE =
            """
            update webhook_endpoint
               set previous_secret = secret, previous_until = :until, secret = :secret
             where id = :id and deleted_at is null
            """;

    static final String DELETE =
            """
            update webhook_endpoint
               set deleted_at = now(), active = false, secret = '', previous_secret = null,
                   previous_until = null, headers = '', header_names = '{}'
             where id = :id and deleted_at is null
            """;

    private static final String SECRETS =
            """
            select secret, headers,
                   case when previous_until > now() then previous_secret end as previous
              from webhook_endpoint where id = :id and deleted_at is null
            """;

    private static final String SELECT =
            """
            select e.*, s.reason as shut_off,
                   case when e.previous_until > now() then e.previous_until end as until
              from webhook_endpoint e
              left join webhook_shutoff s on s.endpoint_id = e.id and s.shut_at >= e.activated_at
             where e.deleted_at is null
            """;

    private static final String AFTER =
            """
               and e.id > :after
               and (cardinality(:models) = 0
                    or cardinality(e.models) > 0 and e.models <@ cast(:models as text[]))
             order by e.id limit :limit
            """;

    private EndpointRows() {}

    static Instant now(Handle handle) {
        return handle.createQuery("select now()").mapTo(Instant.class).one();
    }

    static Optional<WebhookEndpoint> find(Handle handle, String id) {
        return handle.createQuery(SELECT + " and e.id = :id")
                .bind("id", id)
                .map(EndpointRows::endpoint)
                .findOne();
    }

    static Optional<EndpointSecrets> secrets(Handle handle, String id) {
        return handle.createQuery(SECRETS)
                .bind("id", id)
                .map(
                        row ->
                                new EndpointSecrets(
                                        id,
                                        row.getColumn("secret", byte[].class),
                                        row.getColumn("previous", byte[].class),
                                        row.getColumn("headers", byte[].class)))
                .findOne();
    }

    static WebhookEndpoint require(Handle handle, String id) {
        return find(handle, id).orElseThrow();
    }

    /** Of those that name none but these models; with no models, all. */
    static List<WebhookEndpoint> list(
            Handle handle, String afterId, int limit, Set<String> models) {
        return handle.createQuery(SELECT + AFTER)
                .bindArray("models", String.class, models.toArray())
                .bind("after", afterId)
                .bind("limit", limit)
                .map(EndpointRows::endpoint)
                .list();
    }

    static long command(
            Handle handle, String kind, String endpointId, String messageId, String actor) {
        return handle.createQuery(
                        """
                        insert into webhook_command (kind, endpoint_id, message_id, actor)
                        values (:kind, :endpointId, :messageId, :actor) returning id
                        """)
                .bind("kind", kind)
                .bind("endpointId", endpointId)
                .bind("messageId", messageId)
                .bind("actor", actor)
                .mapTo(Long.class)
                .one();
    }

    private static WebhookEndpoint endpoint(RowView row) {
        return new WebhookEndpoint(
                text(row, "id"),
                text(row, "url"),
                texts(row, "types"),
                texts(row, "models"),
                text(row, "description"),
                texts(row, "header_names"),
                row.getColumn("active", Boolean.class),
                text(row, "shut_off"),
                row.getColumn("until", Instant.class),
                text(row, "created_by"),
                row.getColumn("created_at", Instant.class));
    }

    private static String text(RowView row, String column) {
        return row.getColumn(column, String.class);
    }

    private static List<String> texts(RowView row, String column) {
        return List.of(row.getColumn(column, String[].class));
    }
}
