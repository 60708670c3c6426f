// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import io.halflife.collector.directory.KnownVersion;
import io.halflife.collector.directory.VersionDirectory;
import io.halflife.monitor.model.ModelVersion;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the version that an item names. The last one is remembered, because most requests are about
 * one. Not thread-safe.
 */
final class VersionFinder {

    private final VersionDirectory directory;
    private final Predicate<String> mayName;
    private String lastModel;
    private String lastVersion;
    private Optional<KnownVersion> last = Optional.empty();

    VersionFinder(VersionDirectory directory, Predicate<String> mayName) {
        this.directory = directory;
        this.mayName = mayName;
    }

    /** The version; null, with a finding, when it is unknown or retired. */
    KnownVersion find(Item item, String model, String version) {
        if (!model.equals(lastModel) || !version.equals(lastVersion)) {
            last = load(model, version);
            lastModel = model;
            lastVersion = version;
        }
        if (last.isEmpty()) {
            boolean modelIsKnown = mayName.test(model) && directory.modelId(model).isPresent();
            item.refuse(
                    modelIsKnown ? "/version" : "/model",
                    "unknown_model",
                    modelIsKnown ? "the model has no such version" : "there is no such model");
            return null;
        }
        if (last.get().isRetired()) {
            item.refuse("/version", "version_retired", "the version was retired");
            return null;
        }
        return last.get();
    }

    private Optional<KnownVersion> load(String model, String version) {
        return mayName.test(model)
                ? directory.version(new ModelVersion(model, version))
                : Optional.empty();
    }
}
