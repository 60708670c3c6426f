// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.directory;

import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.model.OutputSpec;
import io.halflife.storage.model.RegisteredVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A registered version, prepared for checking predictions: every feature by its place and by its
 * name. Thread-safe.
 */
public final class KnownVersion {

    private static final String PROBABILITIES = "/prediction/probabilities";

    private final RegisteredVersion version;
    private final List<FeatureSlot> slots;
    private final List<FeatureSlot> required;
    private final Map<String, FeatureSlot> byName = new HashMap<>();
    private final Map<String, Integer> classOrder = new HashMap<>();
    private final Map<String, String> classPointers = new HashMap<>();
    private final Set<String> categories = new HashSet<>();
    private final ExtraNames extras;
    private final int numericCount;

    KnownVersion(RegisteredVersion version, ExtraNames extras) {
        this.version = version;
        this.extras = extras;
        List<FeatureSlot> all = new ArrayList<>();
        int numeric = 0;
        int categorical = 0;
        for (Feature feature : version.definition().signature().inputs()) {
            boolean isNumeric = feature.kind() == FeatureKind.NUMERIC;
            int position = isNumeric ? numeric++ : categorical++;
            all.add(FeatureSlot.of(feature, all.size(), position));
            categories.addAll(feature.categories());
        }
        categories.addAll(output().classes());
        slots = List.copyOf(all);
        required = slots.stream().filter(slot -> slot.feature().required()).toList();
        numericCount = numeric;
        slots.forEach(slot -> byName.put(slot.feature().name(), slot));
        for (String name : output().classes()) {
            classOrder.put(name, classOrder.size());
            classPointers.put(
                    name, PROBABILITIES + "/" + name.replace("~", "~0").replace("/", "~1"));
        }
    }

    boolean isSameAs(KnownVersion other) {
        return version.equals(other.version);
    }

    public ModelVersion id() {
        return version.definition().id();
    }

    public int versionId() {
        return version.versionId();
    }

    public int modelId() {
        return version.modelId();
    }

    public boolean isRetired() {
        return version.retiredAt() != null;
    }

    /** Whether predictions with features that the signature does not know are refused. */
    public boolean isStrict() {
        return version.strict();
    }

    public OutputSpec output() {
        return version.definition().output();
    }

    /** In the order of the signature. */
    public List<FeatureSlot> slots() {
        return slots;
    }

    /** Those without which a prediction is refused. */
    public List<FeatureSlot> requiredSlots() {
        return required;
    }

    public int numericCount() {
        return numericCount;
    }

    public int categoricalCount() {
        return slots.size() - numericCount;
    }

    /** Null when the signature does not know it. */
    public FeatureSlot slot(String name) {
        return byName.get(name);
    }

    /** The place of a class among those that the version names; -1 when it is none of them. */
    public int classOrder(String name) {
        return classOrder.getOrDefault(name, -1);
    }

    /** Where a class's probability stands; names it only when it is known. */
    public String classPointer(String name) {
        return classPointers.getOrDefault(name, PROBABILITIES);
    }

    /** Whether the text is a category or class that the version declares. */
    public boolean declares(String text) {
        return categories.contains(text);
    }

    /** Those unknown features whose values are kept; blocking. */
    public Set<String> keptExtras(Set<String> names) {
        return extras.kept(modelId(), names);
    }
}
