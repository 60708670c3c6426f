// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.lifecycle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.storage.analysis.AnalysisLocks;
import io.halflife.storage.json.Json;
import io.halflife.storage.lifecycle.Removal.Outcome;
import io.halflife.storage.model.ModelTables;
import io.halflife.storage.results.VersionScope;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * One model is deleted.
 *
 * <p>Law: who writes to it either is done before, and his rows go too, or fails. Its rows in the
 * log refer to nothing, so writers that may not know yet that it is archived are waited for.
 * Whoever refers to a version or a reference waits for the locks that are taken here, and finds it
 * gone. A run holds its analysis lock until it has written.
 */
final class ModelDeletion {

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** Ten seconds. */
    static final int POLLS_MAX = 200;

    private static final String POLL = "select pg_sleep(0.05)";

    private static final String MODEL =
            "select id, archived_at is not null as archived from model where name = :name";

    private static final String SCOPES =
            """
            select distinct v.id, e.environment
              from model_version v
              join (select version_id, environment from version_environment
                    union all select version_id, environment from analysis_run
                    union all select version_id, environment from deployment) e
                on e.version_id = v.id
             where v.model_id = :id
            """;

    private final Jdbi jdbi;
    private final String name;
    private final Act act;
    private final int pollsMax;

    ModelDeletion(Jdbi jdbi, String name, Act act, int pollsMax) {
        this.pollsMax = pollsMax;
        this.jdbi = jdbi;
        this.name = name;
        this.act = act;
    }

    private record Found(int id, boolean archived) {}

    Removal run() {
        Optional<Found> found = jdbi.withHandle(handle -> find(handle, ""));
        if (found.isEmpty()) {
            return Removal.not(Outcome.UNKNOWN);
        }
        if (!found.get().archived()) {
            return Removal.not(Outcome.NOT_ARCHIVED);
        }
        if (!writersAreDone()) {
            return Removal.not(Outcome.BUSY);
        }
        Removal removal = deleted();
        if (removal.outcome() == Outcome.DELETED && writersAreDone()) {
            jdbi.useTransaction(handle -> ModelTables.clearLog(handle, found.get().id()));
        }
        return removal;
    }

    private Optional<Found> find(Handle handle, String lock) {
        return handle.createQuery(MODEL + lock)
                .bind("name", name)
                .map((row, context) -> new Found(row.getInt("id"), row.getBoolean("archived")))
                .findOne();
    }

    /** Whether all transactions that write now have ended; not in time: false. */
    private boolean writersAreDone() {
        return jdbi.withHandle(
                handle -> {
                    String now =
                            handle.createQuery(
                                            "select cast(pg_snapshot_xmax(pg_current_snapshot())"
                                                    + " as text)")
                                    .mapTo(String.class)
                                    .one();
                    for (int poll = 0; poll < pollsMax; poll++) {
                        if (haveEnded(handle, now)) {
                            return true;
                        }
                        handle.execute(POLL);
                    }
                    return false;
                });
    }

    private static boolean haveEnded(Handle handle, String now) {
        return handle.createQuery(
                        "select pg_snapshot_xmin(pg_current_snapshot()) >= cast(:now as xid8)")
                .bind("now", now)
                .mapTo(Boolean.class)
                .one();
    }

    private Removal deleted() {
        try {
            return jdbi.inTransaction(this::delete);
        } catch (JdbiException e) {
            if (e.getCause() instanceof SQLException sql
                    && LOCK_NOT_AVAILABLE.equals(sql.getSQLState())) {
                return Removal.not(Outcome.BUSY);
            }
            throw e;
        }
    }

    private Removal delete(Handle handle) {
        handle.execute("set local lock_timeout = '5s'");
        Optional<Found> found = find(handle, " and archived_at is not null for update");
        if (found.isEmpty()) {
            return Removal.not(Outcome.BUSY);
        }
        int id = found.get().id();
        lockParents(handle, id);
        for (VersionScope scope : scopes(handle, id)) {
            if (!AnalysisLocks.takeInTransaction(handle, scope)) {
                return Removal.not(Outcome.ANALYSED);
            }
        }
        long files = archivedFiles(handle, id);
        List<String> archives = archives(handle, id);
        handle.execute("set local lock_timeout = 0");
        Map<String, Long> rows = ModelTables.clear(handle, id);
        ObjectNode detail = Json.object();
        ObjectNode counted = detail.putObject("rows");
        rows.forEach(counted::put);
        detail.put("archived_files", files);
        archives.forEach(detail.putArray("archives")::add);
        detail.put("keys_revoked", revokeKeys(handle));
        detail.put("endpoints_turned_off", turnOffEndpoints(handle));
        ModelEvents.append(handle, id, name, ModelEvent.Action.DELETED, act, detail.toString());
        return new Removal(Outcome.DELETED, rows, files, archives);
    }

    private static void lockParents(Handle handle, int id) {
        handle.createQuery("select id from model_version where model_id = :id for update")
                .bind("id", id)
                .mapTo(Integer.class)
                .list();
        handle.createQuery(
                        """
                        select r.id from reference_version r
                          join model_version v on v.id = r.version_id
                         where v.model_id = :id for update of r
                        """)
                .bind("id", id)
                .mapTo(Long.class)
                .list();
    }

    private static List<VersionScope> scopes(Handle handle, int id) {
        return handle.createQuery(SCOPES)
                .bind("id", id)
                .map((row, context) -> new VersionScope(row.getInt(1), row.getString(2)))
                .list();
    }

    private static long archivedFiles(Handle handle, int id) {
        return handle.createQuery("select count(*) from archive_file where model_id = :id")
                .bind("id", id)
                .mapTo(Long.class)
                .one();
    }

    private static List<String> archives(Handle handle, int id) {
        return handle.createQuery(
                        """
                        select location from archive where archive_id in
                          (select archive_id from archive_file where model_id = :id)
                         order by location
                        """)
                .bind("id", id)
                .mapTo(String.class)
                .list();
    }

    private int revokeKeys(Handle handle) {
        int revoked =
                lists(
                        handle,
                        """
                        update api_key set revoked_at = least(revoked_at, now())
                         where models <@ array[cast(:name as text)] and cardinality(models) > 0
                        """);
        lists(
                handle,
                """
                update api_key set models = array_remove(models, cast(:name as text))
                 where models @> array[cast(:name as text)] and not models <@ array[cast(:name as text)]
                """);
        return revoked;
    }

    private int turnOffEndpoints(Handle handle) {
        int off =
                lists(
                        handle,
                        """
                        update webhook_endpoint set active = false
                         where models <@ array[cast(:name as text)] and cardinality(models) > 0
                           and active and deleted_at is null
                        """);
        lists(
                handle,
                """
                update webhook_endpoint set models = array_remove(models, cast(:name as text))
                 where models @> array[cast(:name as text)] and not models <@ array[cast(:name as text)]
                """);
        return off;
    }

    private int lists(Handle handle, String update) {
        return handle.createUpdate(update).bind("name", name).execute();
    }
}
