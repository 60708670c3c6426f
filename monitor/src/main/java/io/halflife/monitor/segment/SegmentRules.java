// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.segment;

import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.model.Signature;
import io.halflife.monitor.model.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which segments a policy may name, beyond the form of its JSON. */
public final class SegmentRules {

    private static final String POINTER = "/segments";

    private SegmentRules() {}

    /**
     * Every rule that the entries break.
     *
     * @param signature of the model's newest version; null where it has none, and then features
     *     cannot be checked
     */
    public static List<Violation> check(List<String> entries, Signature signature) {
        List<Violation> violations = new ArrayList<>();
        if (entries.size() > SegmentKey.KEYS_MAX) {
            violations.add(
                    new Violation(POINTER, "out_of_range", "at most " + SegmentKey.KEYS_MAX));
        }
        Set<SegmentKey> seen = new HashSet<>();
        Signature known = signature == null ? new Signature(List.of(), false) : signature;
        for (int i = 0; i < entries.size(); i++) {
            SegmentKey key = SegmentKey.meant(entries.get(i), known);
            String at = POINTER + "/" + i;
            if (key.name().isEmpty()) {
                violations.add(new Violation(at, "invalid_string", "must name a tag or a feature"));
            } else if (!seen.add(key)) {
                violations.add(new Violation(at, "duplicate_key", key.text() + " is named twice"));
            } else if (signature != null) {
                wrong(key, signature, at).ifPresent(violations::add);
            }
        }
        return violations;
    }

    private static Optional<Violation> wrong(SegmentKey key, Signature signature, String at) {
        if (key.source() == SegmentKey.Source.TAG) {
            return Optional.empty();
        }
        Optional<Feature> input = SegmentKey.input(key.name(), signature);
        if (input.isEmpty()) {
            return Optional.of(
                    new Violation(
                            at,
                            "unknown_feature",
                            "the newest version has no feature " + key.name()));
        }
        if (input.get().kind() != FeatureKind.CATEGORICAL) {
            return Optional.of(
                    new Violation(
                            at,
                            "type_mismatch",
                            key.name()
                                    + " is numeric; a segment is a categorical feature, or a tag,"
                                    + " written tag:"
                                    + key.name()));
        }
        return Optional.empty();
    }
}
