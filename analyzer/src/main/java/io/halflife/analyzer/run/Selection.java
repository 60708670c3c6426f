// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.monitor.model.ModelVersion;
import io.halflife.storage.Storage;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The versions and environments that a request asks for, in the order of names. */
final class Selection {

    private static final int PAGE = 500;

    private final Storage storage;
    private final AnalysisRequest request;

    Selection(Storage storage, AnalysisRequest request) {
        this.storage = storage;
        this.request = request;
    }

    /**
     * The versions, each with its model.
     *
     * @throws RunException when the request names what does not exist
     */
    Map<RegisteredVersion, RegisteredModel> versions() {
        Map<RegisteredVersion, RegisteredModel> versions = new LinkedHashMap<>();
        for (RegisteredModel model : request.model().map(this::one).orElseGet(this::all)) {
            for (RegisteredVersion version : versions(model)) {
                versions.put(version, model);
            }
        }
        return versions;
    }

    private List<RegisteredVersion> versions(RegisteredModel model) {
        return request.version()
                .map(name -> List.of(version(new ModelVersion(model.name(), name))))
                .orElseGet(() -> storage.models().versions(model.modelId()));
    }

    List<VersionScope> scopes(RegisteredVersion version) {
        return storage.models().environments(version.versionId()).stream()
                .filter(name -> request.environment().map(name::equals).orElse(true))
                .map(environment -> new VersionScope(version.versionId(), environment))
                .toList();
    }

    /**
     * A run never goes back: a live model that was judged in the future would wait until then.
     *
     * @throws RunException when the request's clock is ahead of this one
     */
    RegisteredVersion requirePast(RegisteredVersion version, RegisteredModel model, Instant clock) {
        Instant asOf = request.asOf().orElse(clock);
        if (asOf.isAfter(clock) && model.origin() == RegisteredModel.Origin.LIVE) {
            throw new RunException(
                    model.name()
                            + ": as_of "
                            + asOf
                            + " is in the future; it is "
                            + clock
                            + " now");
        }
        return version;
    }

    private List<RegisteredModel> one(String name) {
        return List.of(
                storage.models()
                        .find(name)
                        .orElseThrow(() -> new RunException("there is no model " + name)));
    }

    private List<RegisteredModel> all() {
        List<RegisteredModel> models = new ArrayList<>();
        List<RegisteredModel> page = storage.models().list("", PAGE);
        while (!page.isEmpty()) {
            models.addAll(page);
            page = storage.models().list(page.get(page.size() - 1).name(), PAGE);
        }
        return models;
    }

    private RegisteredVersion version(ModelVersion id) {
        return storage.models()
                .version(id)
                .orElseThrow(
                        () ->
                                new RunException(
                                        "model " + id.model() + " has no version " + id.version()));
    }
}
