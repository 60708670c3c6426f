// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.model;

import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.model.VersionDefinition;
import io.halflife.storage.json.SignatureJson;
import io.halflife.storage.model.RegisteredModel.State;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Models, versions and deployments in Postgres. */
final class PostgresModelStore implements ModelStore {

    private static final String MODEL = "select " + ModelRows.MODEL_COLUMNS + " from model";

    private static final String AFTER =
            """
             where name > :after and (archived_at is not null) = :archived and (cardinality(:only) = 0 or name = any(:only))
             order by name limit :limit
            """;

    private static final String VERSION =
            """
            select v.id, v.model_id, m.name as model, v.version, v.task, v.positive_label, v.classes,
                   v.decision_threshold, v.signature, v.artifact_digest, v.training_start,
                   v.training_end, v.source, v.created_at, v.retired_at, m.strict
              from model_version v join model m on m.id = v.model_id
            """;

    private final Jdbi jdbi;

    PostgresModelStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Optional<RegisteredModel> create(
            String name, RegisteredModel.Origin origin, String tagsJson, State state) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        insert into model (name, origin, tags, state)
                                        values (:name, :origin, cast(:tags as jsonb), :state)
                                        on conflict (name) do nothing
                                        returning\s"""
                                                + ModelRows.MODEL_COLUMNS)
                                .bind("name", name)
                                .bind("origin", origin.name().toLowerCase(Locale.ROOT))
                                .bind("tags", tagsJson)
                                .bind("state", state.name())
                                .map(ModelRows::model)
                                .findOne());
    }

    @Override
    public Optional<RegisteredModel> find(String name) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(MODEL + " where name = :name and archived_at is null")
                                .bind("name", name)
                                .map(ModelRows::model)
                                .findOne());
    }

    @Override
    public List<RegisteredModel> list(String afterName, int limit, Set<String> only) {
        return list(afterName, limit, only, false);
    }

    @Override
    public List<RegisteredModel> listArchived(String afterName, int limit, Set<String> only) {
        return list(afterName, limit, only, true);
    }

    private List<RegisteredModel> list(
            String afterName, int limit, Set<String> only, boolean archived) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(MODEL + AFTER)
                                .bind("after", afterName)
                                .bind("archived", archived)
                                .bindArray("only", String.class, only.toArray())
                                .bind("limit", limit)
                                .map(ModelRows::model)
                                .list());
    }

    @Override
    public Optional<RegisteredVersion> register(int modelId, VersionDefinition definition) {
        return jdbi.inTransaction(
                handle -> {
                    Optional<Integer> id = insert(handle, modelId, definition);
                    return id.map(versionId -> byId(handle, versionId));
                });
    }

    private static Optional<Integer> insert(
            Handle handle, int modelId, VersionDefinition definition) {
        return handle.createQuery(
                        """
                        insert into model_version (model_id, version, task, positive_label, classes,
                            decision_threshold, signature, artifact_digest, training_start,
                            training_end, source)
                        values (:modelId, :version, :task, :positiveLabel, :classes,
                            :decisionThreshold, cast(:signature as jsonb), :artifactDigest,
                            :trainingStart, :trainingEnd, cast(:source as jsonb))
                        on conflict (model_id, version) do nothing
                        returning id
                        """)
                .bind("modelId", modelId)
                .bind("version", definition.id().version())
                .bind("task", definition.output().task().jsonName())
                .bind("positiveLabel", definition.output().positiveLabel())
                .bindArray("classes", String.class, definition.output().classes())
                .bind("decisionThreshold", definition.output().decisionThreshold())
                .bind("signature", SignatureJson.write(definition.signature()).toString())
                .bind("artifactDigest", definition.artifactDigest())
                .bind("trainingStart", definition.training().start())
                .bind("trainingEnd", definition.training().end())
                .bind("source", definition.sourceJson())
                .mapTo(Integer.class)
                .findOne();
    }

    private static RegisteredVersion byId(Handle handle, int versionId) {
        return handle.createQuery(VERSION + " where v.id = :id")
                .bind("id", versionId)
                .map(ModelRows::version)
                .one();
    }

    @Override
    public Optional<RegisteredVersion> version(ModelVersion id) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        VERSION
                                                + " where m.name = :model and v.version = :version"
                                                + " and m.archived_at is null")
                                .bind("model", id.model())
                                .bind("version", id.version())
                                .map(ModelRows::version)
                                .findOne());
    }

    @Override
    public List<RegisteredVersion> versions(int modelId) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(VERSION + " where v.model_id = :modelId order by v.id")
                                .bind("modelId", modelId)
                                .map(ModelRows::version)
                                .list());
    }

    @Override
    public boolean hasData(int versionId) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select exists (select from version_environment
                                                        where version_id = :id)
                                            or exists (select from reference_version r
                                                         join reference_row w on w.reference_id = r.id
                                                        where r.version_id = :id)
                                        """)
                                .bind("id", versionId)
                                .mapTo(Boolean.class)
                                .one());
    }

    @Override
    public void noteEnvironment(int versionId, String environment) {
        jdbi.useHandle(
                handle ->
                        handle.execute(
                                """
                                insert into version_environment (version_id, environment)
                                values (?, ?) on conflict do nothing
                                """,
                                versionId,
                                environment));
    }

    @Override
    public Optional<RegisteredModel> findArchived(String name) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        MODEL + " where name = :name and archived_at is not null")
                                .bind("name", name)
                                .map(ModelRows::model)
                                .findOne());
    }

    @Override
    public RegisteredModel change(int modelId, ModelChange change) {
        return jdbi.inTransaction(handle -> Changes.model(handle, modelId, change));
    }

    @Override
    public Optional<RegisteredVersion> change(int versionId, VersionChange change) {
        return jdbi.inTransaction(
                handle ->
                        Changes.version(handle, versionId, change)
                                ? Optional.of(byId(handle, versionId))
                                : Optional.empty());
    }

    @Override
    public void record(int modelId, int versionId, Deployment deployment) {
        jdbi.useTransaction(handle -> Deployments.record(handle, modelId, versionId, deployment));
    }

    @Override
    public List<Deployment> deployments(int modelId, String environment) {
        return jdbi.withHandle(handle -> Deployments.list(handle, modelId, environment));
    }

    @Override
    public List<Deployment> deployments(int modelId) {
        return jdbi.withHandle(handle -> Deployments.list(handle, modelId, null));
    }

    @Override
    public List<String> environments(int versionId) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select distinct environment from (
                                          select environment from version_environment
                                           where version_id = :id
                                          union all
                                          select environment from analysis_run where version_id = :id
                                          union all
                                          select environment from deployment where version_id = :id
                                        ) used order by environment
                                        """)
                                .bind("id", versionId)
                                .mapTo(String.class)
                                .list());
    }

    @Override
    public void reset(String name) {
        jdbi.useTransaction(handle -> ModelReset.reset(handle, name));
    }
}
