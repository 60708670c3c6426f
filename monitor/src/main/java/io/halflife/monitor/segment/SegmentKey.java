// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.segment;

import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.model.Signature;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What rows are divided by: a tag, or a categorical feature.
 *
 * @param name the tag's or the feature's
 */
public record SegmentKey(Source source, String name)
        implements Comparable<SegmentKey>, Serializable {

    /** A policy divides by at most so many. */
    public static final int KEYS_MAX = 5;

    /** Values of one key that are segments of their own; the rest is one segment. */
    public static final int VALUES_MAX = 20;

    /** Characters (UTF-16) of a value that can be a segment of its own. */
    public static final int VALUE_LENGTH_MAX = 256;

    /** Where a row has the value. */
    public enum Source {
        TAG,
        FEATURE;

        public String jsonName() {
            return name().toLowerCase(Locale.ROOT);
        }

        String prefix() {
            return jsonName() + ":";
        }
    }

    private static final Comparator<SegmentKey> ORDER =
            Comparator.comparing(SegmentKey::source).thenComparing(SegmentKey::name);

    public SegmentKey {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(name, "name");
    }

    public static SegmentKey tag(String name) {
        return new SegmentKey(Source.TAG, name);
    }

    public static SegmentKey feature(String name) {
        return new SegmentKey(Source.FEATURE, name);
    }

    /**
     * What an entry of a policy means for a signature: {@code tag:x} the tag, {@code feature:x} the
     * feature, a plain name the input of that name if there is one, else the tag.
     */
    static SegmentKey meant(String entry, Signature signature) {
        for (Source source : Source.values()) {
            if (entry.startsWith(source.prefix())) {
                return new SegmentKey(source, entry.substring(source.prefix().length()));
            }
        }
        return input(entry, signature).isPresent() ? feature(entry) : tag(entry);
    }

    static Optional<Feature> input(String name, Signature signature) {
        return signature.inputs().stream().filter(f -> f.name().equals(name)).findFirst();
    }

    /**
     * The keys by which a version's rows are divided, in the policy's order. An entry that names no
     * categorical feature of this version divides nothing: versions of a model differ.
     */
    public static List<SegmentKey> of(List<String> entries, Signature signature) {
        return entries.stream()
                .map(entry -> meant(entry, signature))
                .filter(key -> key.isIn(signature))
                .distinct()
                .limit(KEYS_MAX)
                .toList();
    }

    private boolean isIn(Signature signature) {
        if (name.isEmpty()) {
            return false;
        }
        return source == Source.TAG
                || input(name, signature)
                        .filter(f -> f.kind() == FeatureKind.CATEGORICAL)
                        .isPresent();
    }

    /** As a policy names it: {@code tag:region}, {@code feature:plan}. */
    public String text() {
        return source.prefix() + name;
    }

    @Override
    public int compareTo(SegmentKey other) {
        return ORDER.compare(this, other);
    }
}
