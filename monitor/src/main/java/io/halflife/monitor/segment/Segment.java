// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.segment;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;

/**
 * The rows that have one value of a key; those whose value is none of the chosen ones; or those
 * that have none. The segments of a key divide the rows: each row is in exactly one.
 *
 * @param value the empty string unless the kind is VALUE
 */
public record Segment(SegmentKey key, Kind kind, String value)
        implements Comparable<Segment>, Serializable {

    /** Which rows of a key. */
    public enum Kind {
        VALUE,
        OTHER,
        MISSING;

        public String jsonName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Comparator<Segment> ORDER =
            Comparator.comparing(Segment::key)
                    .thenComparing(Segment::kind)
                    .thenComparing(Segment::value);

    public Segment {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(value, "value");
        if (kind != Kind.VALUE && !value.isEmpty()) {
            throw new IllegalArgumentException(kind + " has no value, but " + value);
        }
    }

    public static Segment of(SegmentKey key, String value) {
        return new Segment(key, Kind.VALUE, value);
    }

    /** Rows whose value is none of the chosen ones. */
    public static Segment other(SegmentKey key) {
        return new Segment(key, Kind.OTHER, "");
    }

    /** Rows without a value. */
    public static Segment missing(SegmentKey key) {
        return new Segment(key, Kind.MISSING, "");
    }

    /**
     * Its name in URLs: {@code feature:plan=gold}, {@code feature:plan!other}, {@code
     * feature:plan!missing}. In the key's name {@code %}, {@code =} and {@code !} are
     * percent-encoded, so that no two segments share a name.
     */
    public String text() {
        String encoded = key.text().replace("%", "%25").replace("=", "%3D").replace("!", "%21");
        return kind == Kind.VALUE ? encoded + "=" + value : encoded + "!" + kind.jsonName();
    }

    @Override
    public int compareTo(Segment other) {
        return ORDER.compare(this, other);
    }
}
