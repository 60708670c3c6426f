// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.directory;

import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.model.VersionDefinition;
import io.halflife.storage.model.ModelStore;
import io.halflife.storage.model.RegisteredModel;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes models and versions of which the first predictions came with a key that may do so. A model
 * is UNCONFIGURED until somebody has looked at it. A key makes at most {@link #MODELS_PER_HOUR}
 * models and {@link #VERSIONS_PER_HOUR} versions an hour and collector, so that inventing names
 * cannot fill the database. Thread-safe; blocking.
 */
public final class AutoRegister {

    public static final int MODELS_PER_HOUR = 20;
    public static final int VERSIONS_PER_HOUR = 200;

    /** What models and versions that make themselves known may be called. */
    public static final String NAME_PATTERN = "[A-Za-z0-9_.:/-]{1,128}";

    private static final Pattern NAME = Pattern.compile(NAME_PATTERN);
    private static final Pattern DOT_SEGMENT = Pattern.compile("(^|/)\\.{1,2}(/|$)");
    private static final int KEYS_MAX = 10_000;
    private static final long HOUR_MILLIS = 3_600_000;

    private final ModelStore store;
    private final VersionDirectory directory;
    private final Clock clock;
    private final Map<String, int[]> made = new HashMap<>();
    private long hour;

    public AutoRegister(ModelStore store, VersionDirectory directory, Clock clock) {
        this.store = store;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * The version, made or found: of requests that come at once the first decides what it is. Empty
     * where the names are unfit, the key has made enough this hour, or the model is archived.
     *
     * @param key who asks
     */
    public Optional<KnownVersion> register(String key, VersionDefinition definition) {
        ModelVersion id = definition.id();
        if (!isFit(id.model()) || !isFit(id.version())) {
            return Optional.empty();
        }
        Optional<RegisteredModel> model = model(key, id.model());
        if (model.isEmpty()) {
            return Optional.empty();
        }
        if (store.version(id).isEmpty()) {
            if (!take(key, 1, VERSIONS_PER_HOUR)) {
                return Optional.empty();
            }
            store.register(model.get().modelId(), definition);
        }
        directory.forget();
        return directory.version(id);
    }

    private static boolean isFit(String name) {
        return NAME.matcher(name).matches() && !hasDotSegment(name);
    }

    /** Whether a segment is {@code .} or {@code ..}, which no address can name. */
    public static boolean hasDotSegment(String name) {
        return DOT_SEGMENT.matcher(name).find();
    }

    private Optional<RegisteredModel> model(String key, String name) {
        Optional<RegisteredModel> there = store.find(name);
        if (there.isPresent() || !take(key, 0, MODELS_PER_HOUR)) {
            return there;
        }
        return store.create(
                        name, RegisteredModel.Origin.LIVE, "{}", RegisteredModel.State.UNCONFIGURED)
                .or(() -> store.find(name));
    }

    private synchronized boolean take(String key, int kind, int most) {
        long now = clock.millis() / HOUR_MILLIS;
        if (now != hour || made.size() >= KEYS_MAX) {
            made.clear();
            hour = now;
        }
        return ++made.computeIfAbsent(key, k -> new int[2])[kind] <= most;
    }
}
