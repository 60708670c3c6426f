// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.rehearsal;

import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.missing.UnknownModel;
import io.halflife.monitor.model.Task;
import io.halflife.storage.Storage;
import io.halflife.storage.model.PolicyRevision;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.results.VersionScope;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which version in which environment is replayed. */
record Scope(RegisteredModel model, RegisteredVersion version, String environment) {

    private static final String ENVIRONMENT = "production";

    /**
     * The version that is named, else the one that was analysed last, else the newest.
     *
     * @throws Refusal when there is none
     */
    static Scope find(
            Storage storage, String model, Optional<String> version, Optional<String> place) {
        RegisteredModel found =
                storage.models()
                        .find(model)
                        .orElseThrow(() -> UnknownModel.refusal(storage, model));
        String environment = place.orElse(ENVIRONMENT);
        List<RegisteredVersion> versions = storage.models().versions(found.modelId());
        Optional<RegisteredVersion> chosen =
                version.isPresent()
                        ? versions.stream().filter(v -> isNamed(v, version.get())).findFirst()
                        : newest(storage, versions, environment);
        return new Scope(
                found,
                chosen.orElseThrow(
                        () ->
                                Refusal.failed(
                                        "model "
                                                + model
                                                + " has no version"
                                                + version.map(v -> " " + v).orElse(""))),
                environment);
    }

    private static boolean isNamed(RegisteredVersion version, String name) {
        return version.definition().id().version().equals(name);
    }

    private static Optional<RegisteredVersion> newest(
            Storage storage, List<RegisteredVersion> versions, String environment) {
        return versions.stream()
                .filter(v -> !storage.results().runs(scope(v, environment), 1).isEmpty())
                .max(
                        Comparator.comparing(
                                v ->
                                        storage.results()
                                                .runs(scope(v, environment), 1)
                                                .get(0)
                                                .asOf()))
                .or(() -> versions.stream().reduce((earlier, later) -> later));
    }

    private static VersionScope scope(RegisteredVersion version, String environment) {
        return new VersionScope(version.versionId(), environment);
    }

    VersionScope versionScope() {
        return scope(version, environment);
    }

    Task task() {
        return version.definition().output().task();
    }

    PolicyRevision inForce(Storage storage) {
        return storage.policies().current(model.modelId(), task());
    }
}
