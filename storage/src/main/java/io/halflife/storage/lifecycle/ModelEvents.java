// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.lifecycle;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.RowView;

/** The record of what became of models, also of those that are gone. Blocking. */
public final class ModelEvents {

    private final Jdbi jdbi;

    public ModelEvents(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Newest first.
     *
     * @param before the id of the last of the page before; {@link Long#MAX_VALUE} on the first
     * @param only names of models that the caller may know of; empty: all
     */
    public List<ModelEvent> list(long before, int limit, Set<String> only) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select * from model_event
                                         where id < :before
                                           and (cardinality(:only) = 0 or model = any(:only))
                                         order by id desc limit :limit
                                        """)
                                .bind("before", before)
                                .bindArray("only", String.class, only.toArray())
                                .bind("limit", limit)
                                .map(ModelEvents::event)
                                .list());
    }

    /** The newest of each of these models; models that nothing was done to are absent. */
    public List<ModelEvent> newest(Collection<Integer> modelIds) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select distinct on (model_id) * from model_event
                                         where model_id = any(:models) order by model_id, id desc
                                        """)
                                .bindArray("models", Integer.class, modelIds.toArray())
                                .map(ModelEvents::event)
                                .list());
    }

    /** The newest of one model. */
    public Optional<ModelEvent> newest(int modelId) {
        return newest(List.of(modelId)).stream().findFirst();
    }

    /** Writes in the caller's transaction. */
    static void append(
            Handle handle,
            int modelId,
            String model,
            ModelEvent.Action action,
            Act act,
            String detailJson) {
        handle.createUpdate(
                        """
                        insert into model_event (model_id, model, action, actor, reason, detail, writer)
                        values (:id, :model, :action, :actor, :reason, cast(:detail as jsonb), :writer)
                        """)
                .bind("id", modelId)
                .bind("model", model)
                .bind("action", action.name().toLowerCase(Locale.ROOT))
                .bind("actor", act.actor())
                .bind("reason", act.reason())
                .bind("detail", detailJson)
                .bind("writer", act.writer())
                .execute();
    }

    private static ModelEvent event(RowView row) {
        return new ModelEvent(
                row.getColumn("id", Long.class),
                text(row, "model"),
                ModelEvent.Action.valueOf(text(row, "action").toUpperCase(Locale.ROOT)),
                new Act(text(row, "actor"), text(row, "reason"), text(row, "writer")),
                text(row, "detail"),
                row.getColumn("occurred_at", Instant.class));
    }

    private static String text(RowView row, String column) {
        return row.getColumn(column, String.class);
    }
}
