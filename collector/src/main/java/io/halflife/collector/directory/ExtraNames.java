// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.directory;

import io.halflife.storage.intake.SchemaDrift;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which unknown features of a model are kept with its rows: the first fifty names that came, over
 * all of its versions, all collectors and all restarts. Thread-safe; asks the database only about
 * names that are new to it, and not at all once a model has fifty.
 */
public final class ExtraNames {

    /** So that models cannot fill the memory; what is forgotten is asked again. */
    private static final int MODELS_MAX = 10_000;

    private final SchemaDrift store;
    private final Map<Integer, Set<String>> kept = new ConcurrentHashMap<>();

    public ExtraNames(SchemaDrift store) {
        this.store = store;
    }

    /** Those of the names that are kept; blocking. */
    Set<String> kept(int modelId, Set<String> names) {
        Set<String> known = kept.computeIfAbsent(modelId, id -> Set.copyOf(store.names(id)));
        if (known.size() < SchemaDrift.NAMES_MAX && !known.containsAll(names)) {
            known = Set.copyOf(store.keep(modelId, names));
            if (kept.size() >= MODELS_MAX) {
                kept.clear();
            }
            kept.put(modelId, known);
        }
        Set<String> both = new HashSet<>(names);
        both.retainAll(known);
        return both;
    }
}
