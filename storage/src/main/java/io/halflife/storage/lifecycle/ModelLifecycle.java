// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.lifecycle;

import io.halflife.storage.lifecycle.ModelEvent.Action;
import io.halflife.storage.model.ModelStore;
import io.halflife.storage.model.RegisteredModel;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Archives, restores and deletes models. Every change and its record are one transaction; what
 * changes nothing is not recorded. Blocking.
 *
 * <p>An archived model takes no data and is not analysed; all that it has stays, also its name.
 * Only an archived model can be deleted.
 */
public final class ModelLifecycle {

    private final Jdbi jdbi;
    private final ModelStore models;

    private final int pollsMax;

    public ModelLifecycle(Jdbi jdbi) {
        this(jdbi, ModelDeletion.POLLS_MAX);
    }

    /** The same that waits otherwise for writers. */
    ModelLifecycle(Jdbi jdbi, int pollsMax) {
        this.pollsMax = pollsMax;
        this.jdbi = jdbi;
        this.models = ModelStore.in(jdbi);
    }

    /** The model as it is then; empty when there is none of this name. */
    public Optional<RegisteredModel> archive(String name, Act act) {
        move(name, Action.ARCHIVED, act);
        return models.findArchived(name);
    }

    /** The model as it is then; empty when there is none of this name. */
    public Optional<RegisteredModel> restore(String name, Act act) {
        move(name, Action.RESTORED, act);
        return models.find(name);
    }

    private void move(String name, Action action, Act act) {
        boolean archives = action == Action.ARCHIVED;
        jdbi.useTransaction(
                handle ->
                        moved(handle, name, archives)
                                .ifPresent(
                                        id ->
                                                ModelEvents.append(
                                                        handle, id, name, action, act, "{}")));
    }

    /** Empty where it is so already. */
    private static Optional<Integer> moved(Handle handle, String name, boolean archives) {
        return handle.createQuery(
                        """
                        update model set archived_at = case when :archives then now() end
                         where name = :name and (archived_at is null) = :archives
                        returning id
                        """)
                .bind("archives", archives)
                .bind("name", name)
                .mapTo(Integer.class)
                .findOne();
    }

    /**
     * Deletes an archived model and every row that belongs to it, and takes its name out of the
     * lists of keys and endpoints. One that was for this model only would be for all models then: a
     * key is revoked instead, an endpoint turned off.
     */
    public Removal delete(String name, Act act) {
        return new ModelDeletion(jdbi, name, act, pollsMax).run();
    }
}
