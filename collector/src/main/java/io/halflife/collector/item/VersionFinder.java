// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import io.halflife.collector.directory.KnownVersion;
import io.halflife.collector.directory.VersionDirectory;
import io.halflife.monitor.model.ModelVersion;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Finds the version that an item names. The last one is remembered, because most requests are about
 * one. Not thread-safe.
 */
final class VersionFinder {

    private final VersionDirectory directory;
    private final Predicate<String> mayName;
    private final Function<ModelVersion, Optional<KnownVersion>> registration;
    private String lastModel;
    private String lastVersion;
    private Optional<KnownVersion> last = Optional.empty();

    VersionFinder(VersionDirectory directory, Predicate<String> mayName) {
        this(directory, mayName, unknown -> Optional.empty());
    }

    /**
     * A finder for one request.
     *
     * @param registration makes a version that is not known; empty where it may not
     */
    VersionFinder(
            VersionDirectory directory,
            Predicate<String> mayName,
            Function<ModelVersion, Optional<KnownVersion>> registration) {
        this.directory = directory;
        this.mayName = mayName;
        this.registration = registration;
    }

    /** The version; null, with a finding, when it is unknown or retired. */
    KnownVersion find(Item item, String model, String version) {
        KnownVersion found = findAny(item, model, version);
        if (found != null && found.isRetired()) {
            item.refuse("/version", "version_retired", "the version was retired");
            return null;
        }
        return found;
    }

    /** The version, also a retired one; null, with a finding, when it is unknown. */
    KnownVersion findAny(Item item, String model, String version) {
        if (!model.equals(lastModel) || !version.equals(lastVersion)) {
            last = load(new ModelVersion(model, version));
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
        item.setKnown(last.get());
        return last.get();
    }

    private Optional<KnownVersion> load(ModelVersion id) {
        return mayName.test(id.model())
                ? directory.version(id).or(() -> registration.apply(id))
                : Optional.empty();
    }
}
