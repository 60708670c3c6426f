// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.period;

import io.halflife.monitor.period.Period.Effect;
import io.halflife.monitor.window.Window;
import io.halflife.storage.model.RegisteredModel;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;

/** Revisions of periods in Postgres. */
final class MuteRows {

    /** The newest revision of each, with who set it first. */
    private static final String NEWEST =
            """
            select n.*, f.written_by as created_by, f.written_at as created_at
              from (select distinct on (id) * from mute
                     where model_id = :model and <known>
                     order by id, revision desc) n
              join mute f on f.id = n.id and f.revision = 1
             where <condition>
             order by n.from_time <order>, n.id <order> limit :limit
            """;

    private MuteRows() {}

    static long nextId(Handle handle) {
        return handle.createQuery("select nextval('mute_id')").mapTo(Long.class).one();
    }

    static void insert(
            Handle handle,
            RegisteredModel model,
            long id,
            int revision,
            MuteDraft draft,
            boolean deleted,
            String writer) {
        boolean live = model.origin() == RegisteredModel.Origin.LIVE;
        handle.createUpdate(
                        """
                        insert into mute (id, revision, model_id, environment, effect, from_time,
                            to_time, features, reason, deleted, written_by, available_at)
                        values (:id, :revision, :model, nullif(:environment, ''), :effect, :from,
                            :to, :features, :reason, :deleted, :writer,
                            case when :live then now() else :from end)
                        """)
                .bind("id", id)
                .bind("revision", revision)
                .bind("model", model.modelId())
                .bind("environment", draft.environment())
                .bind("effect", draft.effect().jsonName())
                .bind("from", draft.stretch().start())
                .bind("to", draft.stretch().end())
                .bindArray("features", String.class, draft.features())
                .bind("reason", draft.reason())
                .bind("deleted", deleted)
                .bind("writer", writer)
                .bind("live", live)
                .execute();
    }

    static Optional<Mute> find(Handle handle, int modelId, long id) {
        return newest(handle, modelId, "id = :id", "true", "asc")
                .bind("id", id)
                .bind("limit", 1)
                .map(MuteRows::mute)
                .findOne();
    }

    static List<Mute> active(Handle handle, int modelId) {
        return newest(handle, modelId, "true", "not n.deleted", "asc")
                .bind("limit", Mutes.ACTIVE_MAX)
                .map(MuteRows::mute)
                .list();
    }

    static List<Mute> knownAt(Handle handle, Instant asOf, int modelId, String environment) {
        return newest(
                        handle,
                        modelId,
                        "available_at <= :as_of",
                        "not n.deleted and (n.environment is null or n.environment = :environment)",
                        "asc")
                .bind("as_of", asOf)
                .bind("environment", environment)
                .bind("limit", Mutes.ACTIVE_MAX)
                .map(MuteRows::mute)
                .list();
    }

    static List<Mute> list(
            Handle handle,
            int modelId,
            MuteFilter filter,
            boolean newestFirst,
            Mutes.Place after,
            int limit) {
        String condition =
                "n.from_time < :to and n.to_time > :from"
                        + (filter.environment().isEmpty()
                                ? ""
                                : " and (n.environment is null or n.environment = :environment)")
                        + stateSql(filter.state())
                        + (after == null
                                ? ""
                                : " and (n.from_time, n.id) "
                                        + (newestFirst ? "<" : ">")
                                        + " (:afterFrom, :afterId)");
        Query query =
                newest(handle, modelId, "true", condition, newestFirst ? "desc" : "asc")
                        .bind("from", filter.from())
                        .bind("to", filter.to())
                        .bind("limit", limit);
        if (!filter.environment().isEmpty()) {
            query.bind("environment", filter.environment());
        }
        if (after != null) {
            query.bind("afterFrom", after.from()).bind("afterId", after.id());
        }
        return query.map(MuteRows::mute).list();
    }

    private static String stateSql(MuteFilter.State state) {
        return switch (state) {
            case ACTIVE -> " and not n.deleted";
            case DELETED -> " and n.deleted";
            case ALL -> "";
        };
    }

    private static Query newest(
            Handle handle, int modelId, String known, String condition, String order) {
        return handle.createQuery(
                        NEWEST.replace("<known>", known)
                                .replace("<condition>", condition)
                                .replace("<order>", order))
                .bind("model", modelId);
    }

    private static Mute mute(RowView row) {
        String environment = row.getColumn("environment", String.class);
        return new Mute(
                row.getColumn("id", Long.class),
                row.getColumn("revision", Integer.class),
                new MuteDraft(
                        Effect.valueOf(
                                row.getColumn("effect", String.class).toUpperCase(Locale.ROOT)),
                        new Window(
                                row.getColumn("from_time", Instant.class),
                                row.getColumn("to_time", Instant.class)),
                        environment == null ? "" : environment,
                        List.of(row.getColumn("features", String[].class)),
                        row.getColumn("reason", String.class)),
                row.getColumn("deleted", Boolean.class),
                row.getColumn("created_by", String.class),
                row.getColumn("created_at", Instant.class),
                row.getColumn("written_by", String.class),
                row.getColumn("written_at", Instant.class));
    }
}
