// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.period;

import io.halflife.monitor.period.Periods;
import io.halflife.storage.model.RegisteredModel;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Muted and excluded periods. Nothing is overwritten: a change or a removal is a revision, and a
 * run at an earlier clock sees the revision of then. Blocking; writers of one model wait for each
 * other.
 */
public final class Mutes {

    /** Periods of a model that are not removed. */
    public static final int ACTIVE_MAX = 1000;

    private final Jdbi jdbi;

    public Mutes(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * What came of a wish to set one.
     *
     * @param mute the one that stands; null when there are too many
     * @param created false when it stood before
     */
    public record Setting(Mute mute, boolean created) {}

    /** The place of a period in the list. */
    public record Place(Instant from, long id) {
        public Place {
            Objects.requireNonNull(from, "from");
        }
    }

    /**
     * Sets a period. The same again is the one that stands; one with another reason is not the
     * same, and {@link Setting#mute} says which reason stands.
     */
    public Setting create(RegisteredModel model, MuteDraft draft, String writer) {
        return jdbi.inTransaction(
                handle -> {
                    lock(handle, model);
                    List<Mute> active = MuteRows.active(handle, model.modelId());
                    Optional<Mute> same =
                            active.stream().filter(m -> m.draft().isSamePeriod(draft)).findFirst();
                    if (same.isPresent()) {
                        return new Setting(same.get(), false);
                    }
                    if (active.size() >= ACTIVE_MAX) {
                        return new Setting(null, false);
                    }
                    long id = MuteRows.nextId(handle);
                    MuteRows.insert(handle, model, id, 1, draft, false, writer);
                    return new Setting(MuteRows.find(handle, model.modelId(), id).get(), true);
                });
    }

    /** As it stands, also when it is removed. */
    public Optional<Mute> find(int modelId, long id) {
        return jdbi.withHandle(handle -> MuteRows.find(handle, modelId, id));
    }

    /** A new revision; empty where there is none to change, or it is removed. */
    public Optional<Mute> change(RegisteredModel model, long id, MuteDraft draft, String writer) {
        return jdbi.inTransaction(
                handle -> {
                    lock(handle, model);
                    Optional<Mute> standing =
                            MuteRows.find(handle, model.modelId(), id).filter(m -> !m.deleted());
                    standing.filter(m -> !m.draft().equals(draft))
                            .ifPresent(
                                    m ->
                                            MuteRows.insert(
                                                    handle,
                                                    model,
                                                    id,
                                                    m.revision() + 1,
                                                    draft,
                                                    false,
                                                    writer));
                    return standing.flatMap(m -> MuteRows.find(handle, model.modelId(), id));
                });
    }

    /** Removes it from the runs that come; false where there is none. Removing twice is once. */
    public boolean delete(RegisteredModel model, long id, String writer) {
        return jdbi.inTransaction(
                handle -> {
                    lock(handle, model);
                    Optional<Mute> standing = MuteRows.find(handle, model.modelId(), id);
                    standing.filter(m -> !m.deleted())
                            .ifPresent(
                                    m ->
                                            MuteRows.insert(
                                                    handle,
                                                    model,
                                                    id,
                                                    m.revision() + 1,
                                                    m.draft(),
                                                    true,
                                                    writer));
                    return standing.isPresent();
                });
    }

    /**
     * By their starts.
     *
     * @param after the last of the page before; null on the first
     */
    public List<Mute> list(
            int modelId, MuteFilter filter, boolean newestFirst, Place after, int limit) {
        return jdbi.withHandle(
                handle -> MuteRows.list(handle, modelId, filter, newestFirst, after, limit));
    }

    /** What a run at this clock knows. */
    public Periods knownAt(Instant asOf, int modelId, String environment) {
        return new Periods(
                jdbi
                        .withHandle(handle -> MuteRows.knownAt(handle, asOf, modelId, environment))
                        .stream()
                        .map(Mute::period)
                        .toList());
    }

    private static void lock(Handle handle, RegisteredModel model) {
        handle.createQuery("select id from model where id = :id for no key update")
                .bind("id", model.modelId())
                .mapTo(Integer.class)
                .one();
    }
}
