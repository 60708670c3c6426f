// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.segment;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The values of a key that are segments of their own, chosen once. Everything else is the segment
 * "other", or "missing". So memory is bounded, whatever values come.
 */
public final class SegmentValues implements Serializable {

    private static final long serialVersionUID = 1;

    private final SegmentKey key;
    private final List<String> values;
    private final HashMap<String, Integer> slots = new HashMap<>();

    /** Chosen before. */
    public SegmentValues(SegmentKey key, List<String> values) {
        this.key = Objects.requireNonNull(key, "key");
        this.values = List.copyOf(values);
        if (values.size() > SegmentKey.VALUES_MAX) {
            throw new IllegalArgumentException(key + " has " + values.size() + " values");
        }
        for (String value : values) {
            slots.put(value, slots.size());
        }
        if (slots.size() != values.size()) {
            throw new IllegalArgumentException(key + " has a value twice: " + values);
        }
    }

    /**
     * Chooses the most frequent values, and of equally frequent ones those that sort first. Values
     * longer than {@link SegmentKey#VALUE_LENGTH_MAX} are never chosen.
     *
     * @param counts rows by value, without those that have none
     */
    public static SegmentValues choose(SegmentKey key, Map<String, Long> counts) {
        List<String> chosen =
                counts.entrySet().stream()
                        .filter(e -> e.getKey().length() <= SegmentKey.VALUE_LENGTH_MAX)
                        .sorted(
                                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .limit(SegmentKey.VALUES_MAX)
                        .map(Map.Entry::getKey)
                        .toList();
        return new SegmentValues(key, chosen);
    }

    public SegmentKey key() {
        return key;
    }

    /** The most frequent first. */
    public List<String> values() {
        return values;
    }

    /** Every segment of the key, in the order of their slots: the values, other, missing. */
    public List<Segment> segments() {
        List<Segment> segments = new ArrayList<>();
        values.forEach(value -> segments.add(Segment.of(key, value)));
        segments.add(Segment.other(key));
        segments.add(Segment.missing(key));
        return segments;
    }

    /** In which of the {@link #segments} a row is; null is no value. */
    public int slotOf(String value) {
        return value == null ? values.size() + 1 : slots.getOrDefault(value, values.size());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SegmentValues that
                && key.equals(that.key)
                && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, values);
    }

    @Override
    public String toString() {
        return "SegmentValues[" + key.text() + ", " + values + "]";
    }
}
