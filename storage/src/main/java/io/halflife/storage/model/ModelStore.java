// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.model;

import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.model.VersionDefinition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/** Models, versions and deployments. Blocking; every call is a transaction of its own. */
public interface ModelStore {

    /** The models in this database. */
    static ModelStore in(Jdbi jdbi) {
        return new PostgresModelStore(jdbi);
    }

    /** Makes a model; empty when the name is taken, also by an archived one. */
    default Optional<RegisteredModel> create(
            String name, RegisteredModel.Origin origin, String tagsJson) {
        return create(name, origin, tagsJson, RegisteredModel.State.CONFIGURED);
    }

    /** Makes a model; empty when the name is taken, also by an archived one. */
    Optional<RegisteredModel> create(
            String name,
            RegisteredModel.Origin origin,
            String tagsJson,
            RegisteredModel.State state);

    /** A model that is not archived, like everything else here that goes by names. */
    Optional<RegisteredModel> find(String name);

    Optional<RegisteredModel> findArchived(String name);

    /** Changes a model and returns it as it is then. */
    RegisteredModel change(int modelId, ModelChange change);

    /** Changes a version; empty where it has another artifact digest already. */
    Optional<RegisteredVersion> change(int versionId, VersionChange change);

    /**
     * By name, after {@code afterName} (the empty string: from the first), at most {@code limit}.
     */
    default List<RegisteredModel> list(String afterName, int limit) {
        return list(afterName, limit, Set.of());
    }

    /**
     * The same, of some models only.
     *
     * @param only their names; empty: all
     */
    List<RegisteredModel> list(String afterName, int limit, Set<String> only);

    /** The same of archived models. */
    List<RegisteredModel> listArchived(String afterName, int limit, Set<String> only);

    /** Registers a version; empty when model and version exist already. */
    Optional<RegisteredVersion> register(int modelId, VersionDefinition definition);

    Optional<RegisteredVersion> version(ModelVersion id);

    /** Oldest first. */
    List<RegisteredVersion> versions(int modelId);

    /** Whether predictions or reference rows exist, so that the signature is fixed. */
    boolean hasData(int versionId);

    /**
     * Notes that a version gets predictions from an environment. Whoever writes predictions calls
     * this once per pair and process, before the first row: {@link #hasData} and {@link
     * #environments} rest on it instead of looking through the rows.
     */
    void noteEnvironment(int versionId, String environment);

    /**
     * Appends a deployment. One that puts another artifact in place of the others makes the
     * environment's open retraining request SUCCEEDED.
     */
    void record(int modelId, int versionId, Deployment deployment);

    /** By time of occurrence. */
    List<Deployment> deployments(int modelId, String environment);

    /** Those of all environments, by time of occurrence. */
    List<Deployment> deployments(int modelId);

    /** The environments in which the version has predictions, results or deployments, sorted. */
    List<String> environments(int versionId);

    /**
     * Removes a model and all that belongs to it.
     *
     * @throws IllegalArgumentException when its origin is LIVE
     */
    void reset(String name);
}
