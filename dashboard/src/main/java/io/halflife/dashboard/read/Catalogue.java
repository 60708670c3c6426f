// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.read;

import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.server.Exchange;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.storage.model.ModelStore;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.pages.AnalysedVersions;
import io.halflife.storage.results.VersionScope;
import java.util.List;
import java.util.Optional;

/** Finds what a path names, or says what is not there. */
final class Catalogue {

    private final ModelStore models;
    private final AnalysedVersions analysed;

    Catalogue(ModelStore models, AnalysedVersions analysed) {
        this.models = models;
        this.analysed = analysed;
    }

    /** Also an archived one: what it has stays to be read. */
    RegisteredModel model(String name) {
        return models.find(name)
                .or(() -> models.findArchived(name))
                .orElseThrow(() -> new ProblemException(Exchange.unknownModel()));
    }

    RegisteredVersion version(String model, String version) {
        RegisteredModel found = model(model);
        return (found.archivedAt() == null
                        ? models.version(new ModelVersion(model, version))
                        : ofArchived(found, version))
                .orElseThrow(
                        () -> notFound("unknown_version", "the model has no version of this name"));
    }

    private Optional<RegisteredVersion> ofArchived(RegisteredModel model, String version) {
        return models.versions(model.modelId()).stream()
                .filter(v -> v.definition().id().version().equals(version))
                .findFirst();
    }

    /** The version asked for; else the one analysed last in the environment, else the newest. */
    RegisteredVersion version(RegisteredModel model, PageQuery query) {
        if (!query.version().isEmpty()) {
            return version(model.name(), query.version());
        }
        List<RegisteredVersion> all = models.versions(model.modelId());
        if (all.isEmpty()) {
            throw notFound("unknown_version", "the model has no version yet");
        }
        int wanted =
                analysed.latest(model.modelId()).stream()
                        .filter(scope -> scope.environment().equals(query.environment()))
                        .map(VersionScope::versionId)
                        .findFirst()
                        .orElse(all.get(all.size() - 1).versionId());
        return all.stream().filter(v -> v.versionId() == wanted).findFirst().orElseThrow();
    }

    static ProblemException notFound(String code, String detail) {
        return new ProblemException(Problem.of(404, code, detail));
    }
}
