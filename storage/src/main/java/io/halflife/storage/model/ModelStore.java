// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.model;

import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.model.VersionDefinition;
import java.util.List;
import java.util.Optional;

/** Models, versions and deployments. Blocking; every call is a transaction of its own. */
public interface ModelStore {

    /** Makes a model; empty when the name is taken. */
    Optional<RegisteredModel> create(String name, RegisteredModel.Origin origin, String tagsJson);

    Optional<RegisteredModel> find(String name);

    /**
     * By name, after {@code afterName} (the empty string: from the first), at most {@code limit}.
     */
    List<RegisteredModel> list(String afterName, int limit);

    /** Registers a version; empty when model and version exist already. */
    Optional<RegisteredVersion> register(int modelId, VersionDefinition definition);

    Optional<RegisteredVersion> version(ModelVersion id);

    /** Oldest first. */
    List<RegisteredVersion> versions(int modelId);

    /** Whether predictions or reference rows exist, so that the signature is fixed. */
    boolean hasData(int versionId);

    void record(int modelId, int versionId, Deployment deployment);

    /** By time of occurrence. */
    List<Deployment> deployments(int modelId, String environment);

    /** The environments in which the version has predictions, results or deployments, sorted. */
    List<String> environments(int versionId);

    /**
     * Removes a model and all that belongs to it.
     *
     * @throws IllegalArgumentException when its origin is LIVE
     */
    void reset(String name);
}
