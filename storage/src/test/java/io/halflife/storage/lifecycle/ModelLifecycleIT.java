// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.model.ModelVersion;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.AnalysisLocks;
import io.halflife.storage.json.Json;
import io.halflife.storage.lifecycle.ModelEvent.Action;
import io.halflife.storage.lifecycle.Removal.Outcome;
import io.halflife.storage.model.FilledModel;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.results.VersionScope;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ModelLifecycleIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final Act ACT = new Act("key-1", "the project ended", "dashboard");

    private static Storage storage() {
        return POSTGRES.storage();
    }

    private static ModelLifecycle lifecycle() {
        return new ModelLifecycle(storage().jdbi());
    }

    private static List<Action> actions(String model) {
        return new ModelEvents(storage().jdbi())
                .list(Long.MAX_VALUE, 100, Set.of(model)).stream().map(ModelEvent::action).toList();
    }

    /** Every table holds rows of both models; afterwards none holds a row of the first. */
    @Test
    void delete_leavesNoRowInAnyTableAndTouchesNoOtherModel() {
        FilledModel.fill(storage(), "staying");
        Map<String, List<String>> before = FilledModel.modelTables(storage());
        FilledModel.fill(storage(), "leaving");
        FilledModel.modelTables(storage())
                .forEach(
                        (table, rows) -> assertTrue(rows.size() > before.get(table).size(), table));
        lifecycle().archive("leaving", ACT);

        Removal removal = lifecycle().delete("leaving", ACT);

        assertEquals(Outcome.DELETED, removal.outcome());
        assertEquals(before, FilledModel.modelTables(storage()));
        assertEquals(1, removal.rows().get("prediction"));
        assertEquals(1, removal.archivedFiles());
        assertEquals(List.of("/archive"), removal.archives());
        assertEquals(List.of(Action.DELETED, Action.ARCHIVED), actions("leaving"));
        ModelEvent event =
                new ModelEvents(storage().jdbi()).list(Long.MAX_VALUE, 1, Set.of()).get(0);
        assertEquals(ACT, event.act());
        assertEquals(1, Json.read(event.detailJson()).at("/rows/model").asInt());
        assertEquals(Outcome.UNKNOWN, lifecycle().delete("leaving", ACT).outcome());
        assertTrue(storage().models().create("leaving", origin(), "{}").isPresent());
    }

    private static RegisteredModel.Origin origin() {
        return RegisteredModel.Origin.LIVE;
    }

    @Test
    void archive_isRecordedOnceAndRestored() {
        FilledModel.fill(storage(), "coming-back");
        Map<String, List<String>> before = FilledModel.modelTables(storage());

        assertTrue(lifecycle().archive("coming-back", ACT).isPresent());
        assertTrue(lifecycle().archive("coming-back", ACT).isPresent());
        assertTrue(storage().models().find("coming-back").isEmpty());
        assertTrue(lifecycle().restore("coming-back", ACT).isPresent());
        assertTrue(lifecycle().restore("coming-back", ACT).isPresent());

        assertEquals(List.of(Action.RESTORED, Action.ARCHIVED), actions("coming-back"));
        assertEquals(before, FilledModel.modelTables(storage()));
        assertTrue(lifecycle().archive("nobody", ACT).isEmpty());
        assertTrue(lifecycle().restore("nobody", ACT).isEmpty());
        assertEquals(List.of(), actions("nobody"));
    }

    @Test
    void delete_ofAModelThatTakesDataIsRefused() {
        FilledModel.fill(storage(), "in-use");
        Map<String, List<String>> before = FilledModel.modelTables(storage());

        assertEquals(Outcome.NOT_ARCHIVED, lifecycle().delete("in-use", ACT).outcome());
        assertEquals(before, FilledModel.modelTables(storage()));
        assertEquals(List.of(), actions("in-use"));
    }

    @Test
    void delete_whileAnAnalyzerIsAtItIsRefused() {
        FilledModel.fill(storage(), "analysed");
        int version =
                storage()
                        .models()
                        .version(new ModelVersion("analysed", "1"))
                        .orElseThrow()
                        .versionId();
        lifecycle().archive("analysed", ACT);
        Map<String, List<String>> before = FilledModel.modelTables(storage());
        VersionScope scope = new VersionScope(version, "production");
        try (AnalysisLocks locks = AnalysisLocks.open(storage().jdbi())) {
            assertTrue(locks.take(scope));

            assertEquals(Outcome.ANALYSED, lifecycle().delete("analysed", ACT).outcome());
            assertEquals(before, FilledModel.modelTables(storage()));
            assertTrue(locks.holds(scope));
        }
        assertEquals(Outcome.DELETED, lifecycle().delete("analysed", ACT).outcome());
    }

    /** A batch that was checked before the model was archived commits after it. */
    @Test
    void delete_waitsForABatchThatIsBeingWritten() throws Exception {
        FilledModel.fill(storage(), "written-to");
        int model = storage().models().find("written-to").orElseThrow().modelId();
        try (Handle writer = storage().jdbi().open()) {
            writer.begin();
            writer.execute(
                    """
                    insert into ground_truth (model_id, event_time, prediction_id, revision,
                        observed_at, content_hash)
                    values (?, '2026-11-01T12:00:00Z', gen_random_uuid(), 1, now(), 0)
                    """,
                    model);
            lifecycle().archive("written-to", ACT);
            CompletableFuture<Removal> deletion =
                    CompletableFuture.supplyAsync(() -> lifecycle().delete("written-to", ACT));
            assertThrows(TimeoutException.class, () -> deletion.get(300, TimeUnit.MILLISECONDS));
            writer.commit();
            assertEquals(Outcome.DELETED, deletion.get().outcome());
        }
        assertEquals(0, count("select count(*) from ground_truth where model_id = " + model));
    }

    @Test
    void delete_whileSomebodyWritesForLong() {
        FilledModel.fill(storage(), "patient");
        lifecycle().archive("patient", ACT);
        Map<String, List<String>> before = FilledModel.modelTables(storage());
        try (Handle writer = storage().jdbi().open()) {
            writer.begin();
            writer.execute("update model set description = 'mine' where name = 'patient'");

            ModelLifecycle hasty = new ModelLifecycle(storage().jdbi(), 2);
            assertEquals(Outcome.BUSY, hasty.delete("patient", ACT).outcome());

            writer.rollback();
        }
        assertEquals(before, FilledModel.modelTables(storage()));
        assertEquals(Outcome.DELETED, lifecycle().delete("patient", ACT).outcome());
    }

    private static long count(String sql) {
        return storage().jdbi().withHandle(h -> h.createQuery(sql).mapTo(Long.class).one());
    }

    /** An empty list means all models: a name is never taken out of a list of one. */
    @Test
    void delete_makesNoKeyOrEndpointOneOfAllModels() {
        FilledModel.fill(storage(), "named");
        storage()
                .jdbi()
                .useHandle(
                        handle -> {
                            key(handle, "aaaaaaaaaaaa", "{named}");
                            key(handle, "bbbbbbbbbbbb", "{named,other}");
                            key(handle, "cccccccccccc", "{}");
                            endpoint(handle, "only", "{named}");
                            endpoint(handle, "both", "{other,named}");
                        });
        lifecycle().archive("named", ACT);

        assertEquals(Outcome.DELETED, lifecycle().delete("named", ACT).outcome());

        assertEquals(
                List.of("aaaaaaaaaaaa {named} t", "bbbbbbbbbbbb {other} f", "cccccccccccc {} f"),
                rows(
                        "select concat(id, ' ', models, ' ', revoked_at is not null) from api_key"
                                + " order by id"));
        assertEquals(
                List.of("both {other} t", "only {named} f"),
                rows(
                        "select concat(id, ' ', models, ' ', active) from webhook_endpoint"
                                + " where id in ('only', 'both') order by id"));
    }

    private static List<String> rows(String sql) {
        return storage().jdbi().withHandle(h -> h.createQuery(sql).mapTo(String.class).list());
    }

    private static void key(Handle handle, String id, String models) {
        handle.execute(
                """
                insert into api_key (id, name, secret_hash, scopes, models, auto_register, expires_at)
                values (?, 'k', sha256('x'), '{read}', cast(? as text[]), false, now() + interval '1 day')
                """,
                id,
                models);
    }

    private static void endpoint(Handle handle, String id, String models) {
        handle.execute(
                """
                insert into webhook_endpoint (id, url, types, models, description, header_names,
                    headers, secret, created_by)
                values (?, 'https://ci.example/', '{}', cast(? as text[]), '', '{}', '', '', 'test')
                """,
                id,
                models);
    }

    @Test
    void events_canNotBeChanged() {
        FilledModel.fill(storage(), "recorded");
        lifecycle().archive("recorded", ACT);

        for (String change :
                List.of(
                        "update model_event set actor = 'somebody'",
                        "delete from model_event",
                        "truncate model_event")) {
            assertThrows(
                    JdbiException.class,
                    () -> storage().jdbi().useHandle(handle -> handle.execute(change)),
                    change);
        }
        assertFalse(actions("recorded").isEmpty());
    }
}
