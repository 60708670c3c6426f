// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.model.VersionDefinition;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Stories;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ModelStoreIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static ModelStore models() {
        return POSTGRES.storage().models();
    }

    @Test
    void create_isFoundByName() {
        RegisteredModel made =
                models().create("churn", RegisteredModel.Origin.DEMO, "{\"team\": \"crm\"}")
                        .orElseThrow();

        assertEquals(Optional.of(made), models().find("churn"));
        assertEquals(RegisteredModel.Origin.DEMO, made.origin());
        assertEquals("{\"team\": \"crm\"}", made.tagsJson());
        assertEquals(Optional.empty(), models().find("Churn"));
    }

    @Test
    void create_takenNameIsEmpty() {
        models().create("taken", RegisteredModel.Origin.LIVE, "{}");

        assertEquals(
                Optional.empty(), models().create("taken", RegisteredModel.Origin.REPLAY, "{}"));
        assertEquals(RegisteredModel.Origin.LIVE, models().find("taken").orElseThrow().origin());
    }

    @Test
    void list_pagesByName() {
        for (String name : List.of("page-b", "page-c", "page-a")) {
            models().create(name, RegisteredModel.Origin.LIVE, "{}");
        }

        List<String> first = names(models().list("page", 2));
        List<String> second = names(models().list("page-b", 1));

        assertEquals(List.of("page-a", "page-b"), first);
        assertEquals(List.of("page-c"), second);
    }

    @Test
    void register_keepsTheWholeDefinition() {
        VersionDefinition definition = Stories.creditRisk("whole", "7");
        RegisteredVersion version = Stories.registered(POSTGRES.storage(), "whole", "7");

        assertEquals(definition, version.definition());
        assertEquals(Optional.of(version), models().version(new ModelVersion("whole", "7")));
        assertEquals(List.of(version), models().versions(version.modelId()));
        assertEquals(Optional.empty(), models().version(new ModelVersion("whole", "8")));
    }

    @Test
    void register_twiceIsEmpty() {
        RegisteredVersion version = Stories.registered(POSTGRES.storage(), "twice", "1");

        assertEquals(
                Optional.empty(),
                models().register(version.modelId(), Stories.creditRisk("twice", "1")));
    }

    @Test
    void hasData_onceAnEnvironmentSends() {
        RegisteredVersion version = Stories.registered(POSTGRES.storage(), "data", "1");
        assertFalse(models().hasData(version.versionId()));

        models().noteEnvironment(version.versionId(), "staging");
        models().noteEnvironment(version.versionId(), "staging");

        assertTrue(models().hasData(version.versionId()));
    }

    @Test
    void hasData_onceReferenceRowsExist() {
        RegisteredVersion version = Stories.registered(POSTGRES.storage(), "refdata", "1");

        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        h ->
                                h.execute(
                                        """
                                        with r as (insert into reference_version (version_id, kind)
                                                   values (?, 'rows') returning id)
                                        insert into reference_row (reference_id, prediction_id,
                                            numeric_features, categorical_features, non_finite,
                                            content_hash)
                                        select id, gen_random_uuid(), '{}', '{}', 0, 1 from r
                                        """,
                                        version.versionId()));

        assertTrue(models().hasData(version.versionId()));
    }

    @Test
    void deployments_byTimeOfOccurrencePerEnvironment() {
        RegisteredVersion version = Stories.registered(POSTGRES.storage(), "deployed", "1");
        Deployment later = at(version, "production", "2026-05-02T00:00:00Z");
        Deployment earlier = at(version, "production", "2026-05-01T00:00:00.123456Z");
        Deployment elsewhere = at(version, "staging", "2026-04-01T00:00:00Z");
        for (Deployment deployment : List.of(later, earlier, elsewhere)) {
            models().record(version.modelId(), version.versionId(), deployment);
        }

        assertEquals(
                List.of(earlier, later), models().deployments(version.modelId(), "production"));
        assertEquals(List.of("production", "staging"), models().environments(version.versionId()));
    }

    @Test
    void environments_includeThoseThatSend() {
        RegisteredVersion version = Stories.registered(POSTGRES.storage(), "senders", "1");
        models().noteEnvironment(version.versionId(), "production");
        models().noteEnvironment(version.versionId(), "canary");

        assertEquals(List.of("canary", "production"), models().environments(version.versionId()));
    }

    @Test
    void reset_refusesALiveModel() {
        models().create("alive", RegisteredModel.Origin.LIVE, "{}");

        assertThrows(IllegalArgumentException.class, () -> models().reset("alive"));
        assertTrue(models().find("alive").isPresent());
    }

    @Test
    void reset_unknownModelIsNothing() {
        models().reset("never made");
    }

    private static Deployment at(RegisteredVersion version, String environment, String time) {
        return Stories.deployed(
                version.definition().id().version(), environment, Instant.parse(time));
    }

    private static List<String> names(List<RegisteredModel> models) {
        return models.stream().map(RegisteredModel::name).toList();
    }
}
