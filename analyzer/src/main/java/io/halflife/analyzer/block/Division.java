// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.block;

import io.halflife.monitor.segment.Segment;
import io.halflife.monitor.segment.SegmentKey;
import io.halflife.monitor.segment.SegmentValues;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How the rows of a job are divided into segments, which are numbered from 1: the segments of the
 * first key, those of the second, and so on. One more number stands for rows of which nobody knows
 * any more. Each row is in one segment of every key.
 */
public final class Division implements Serializable {

    /** Rows that are not divided. */
    public static final Division NONE = new Division(List.of());

    /** Points of a numeric column that a segment keeps at most: there are many segments. */
    public static final int POINTS_MAX = 256;

    private static final long serialVersionUID = 1;

    private final ArrayList<SegmentValues> keys;
    private final ArrayList<Segment> segments = new ArrayList<>();

    public Division(List<SegmentValues> keys) {
        this.keys = new ArrayList<>(keys);
        keys.forEach(values -> segments.addAll(values.segments()));
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }

    public List<SegmentKey> keys() {
        return keys.stream().map(SegmentValues::key).toList();
    }

    /** How many segments there are, of all keys together. */
    public int count() {
        return segments.size();
    }

    /** The segment of a number in {@code [1, count]}. */
    public Segment segment(int number) {
        return segments.get(number - 1);
    }

    /** The number of the rows whose segments are not known. */
    public int unknown() {
        return segments.size() + 1;
    }

    /**
     * The numbers of a row's segments, one for each key.
     *
     * @param values of each key; null is no value
     */
    void numbers(String[] values, int[] into) {
        int first = 1;
        for (int i = 0; i < keys.size(); i++) {
            SegmentValues key = keys.get(i);
            into[i] = first + key.slotOf(values[i]);
            first += key.segments().size();
        }
    }
}
