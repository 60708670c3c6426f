// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.directory;

import io.halflife.monitor.model.ModelVersion;
import io.halflife.storage.model.ModelStore;
import io.halflife.storage.model.RegisteredModel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Models and versions by name, as the store had them a few seconds ago. What is found is asked
 * again after a while, because it may be retired or replaced; what is not found, sooner.
 * Thread-safe, and blocking where it has to ask.
 */
public final class VersionDirectory {

    private static final Duration FOUND = Duration.ofSeconds(5);
    private static final Duration NOT_FOUND = Duration.ofSeconds(1);

    /** So that inventing names cannot fill the memory. */
    private static final int ENTRIES_MAX = 10_000;

    private final ModelStore store;
    private final ExtraNames extras;
    private final Map<ModelVersion, Entry<KnownVersion>> versions = new ConcurrentHashMap<>();
    private final Map<String, Entry<Integer>> models = new ConcurrentHashMap<>();

    private record Entry<T>(Optional<T> value, long expiresAt) {
        boolean isFresh() {
            return System.nanoTime() - expiresAt < 0;
        }
    }

    public VersionDirectory(ModelStore store, ExtraNames extras) {
        this.store = store;
        this.extras = extras;
    }

    public Optional<KnownVersion> version(ModelVersion id) {
        return look(versions, id, () -> load(id));
    }

    /** The name of a version that was asked for lately; never asks the store. */
    public Optional<ModelVersion> nameOf(int versionId) {
        return versions.values().stream()
                .flatMap(entry -> entry.value().stream())
                .filter(version -> version.versionId() == versionId)
                .map(KnownVersion::id)
                .findFirst();
    }

    /** The model's key in the database. */
    public Optional<Integer> modelId(String name) {
        return look(models, name, () -> store.find(name).map(RegisteredModel::modelId));
    }

    /** Forgets everything: a model or version was made or changed. */
    public void forget() {
        versions.clear();
        models.clear();
    }

    /** The same object for an unchanged version. */
    private Optional<KnownVersion> load(ModelVersion id) {
        Optional<KnownVersion> loaded =
                store.version(id).map(version -> new KnownVersion(version, extras));
        Entry<KnownVersion> old = versions.get(id);
        if (old == null || loaded.isEmpty()) {
            return loaded;
        }
        return old.value().filter(o -> o.isSameAs(loaded.get())).or(() -> loaded);
    }

    private static <K, V> Optional<V> look(
            Map<K, Entry<V>> cache, K key, Supplier<Optional<V>> load) {
        Entry<V> entry = cache.get(key);
        if (entry != null && entry.isFresh()) {
            return entry.value();
        }
        Optional<V> value = load.get();
        if (cache.size() >= ENTRIES_MAX) {
            cache.clear();
        }
        Duration life = value.isPresent() ? FOUND : NOT_FOUND;
        cache.put(key, new Entry<>(value, System.nanoTime() + life.toNanos()));
        return value;
    }
}
