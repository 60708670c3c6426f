// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.traffic;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Which arm owns which buckets.
 *
 * <p>Arms own consecutive ranges in the order they were named; the first is the control. An arm
 * grows at the control's expense only ({@link #grown}). Law: growing an arm moves no user but those
 * it takes from the control; every other user keeps the arm.
 *
 * <p>Exact: an arm owns whole basis points. How evenly users fall into them, {@link Bucket} says.
 * Immutable.
 *
 * <p>Source: Kohavi, Tang &amp; Xu 2020, doi:10.1017/9781108653985, ch. 4 (variant assignment by
 * hash); that arms grow at the control's expense only is ours.
 *
 * @param control name of the arm of users without an id, and the one others grow into
 * @param ranges in order, together all buckets
 */
public record Allocation(String control, List<Range> ranges) implements Serializable {

    /**
     * Buckets {@code [from, to)} of an arm.
     *
     * @param from inclusive
     * @param to exclusive, above from
     */
    public record Range(String arm, int from, int to) implements Serializable {

        public Range {
            Objects.requireNonNull(arm, "arm");
            if (from < 0 || from >= to || to > Bucket.COUNT) {
                throw new IllegalArgumentException(
                        "range must hold buckets within [0, 10000), was ["
                                + from
                                + ", "
                                + to
                                + ")");
            }
        }
    }

    public Allocation {
        ranges = List.copyOf(ranges);
        int next = 0;
        for (Range range : ranges) {
            if (range.from() != next) {
                throw new IllegalArgumentException(
                        "ranges must follow each other from 0, were " + ranges);
            }
            next = range.to();
        }
        if (next != Bucket.COUNT || control.isBlank()) {
            throw new IllegalArgumentException(
                    "ranges must end at 10000 and the control have a name, were \""
                            + control
                            + "\" and "
                            + ranges);
        }
    }

    /**
     * Consecutive ranges in this order, the first arm being the control.
     *
     * @param arms of different names, together 10 000 basis points
     */
    public static Allocation of(List<Arm> arms) {
        Set<String> names = new HashSet<>();
        List<Range> ranges = new ArrayList<>();
        long from = 0;
        for (Arm arm : arms) {
            if (!names.add(arm.name())) {
                throw new IllegalArgumentException("arms must differ, were " + arms);
            }
            long to = from + arm.basisPoints();
            if (to > Bucket.COUNT) {
                break;
            }
            if (to > from) {
                ranges.add(new Range(arm.name(), (int) from, (int) to));
            }
            from = to;
        }
        requireAll(arms);
        return new Allocation(arms.get(0).name(), ranges);
    }

    private static void requireAll(List<Arm> arms) {
        long sum = arms.stream().mapToLong(Arm::basisPoints).sum();
        if (sum != Bucket.COUNT) {
            throw new IllegalArgumentException(
                    "arms must have 10000 basis points together, had " + sum + ": " + arms);
        }
    }

    /** What this user of this experiment sees; null and empty users see the control, uncounted. */
    public Assignment assign(String experiment, String user) {
        return user == null || user.isEmpty()
                ? new Assignment(control, false)
                : new Assignment(arm(Bucket.of(experiment, user)), true);
    }

    /** The arm that owns the bucket. */
    public String arm(int bucket) {
        for (Range range : ranges) {
            if (bucket >= 0 && bucket < range.to()) {
                return range.arm();
            }
        }
        throw new IllegalArgumentException("bucket must be in [0, 10000), was " + bucket);
    }

    /** How many basis points the arm owns; 0 for one that is not known. */
    public int basisPoints(String arm) {
        return ranges.stream()
                .filter(range -> range.arm().equals(arm))
                .mapToInt(range -> range.to() - range.from())
                .sum();
    }

    /**
     * This allocation with more users for an arm, taken from the control: from its lowest buckets
     * when the arm ends where the control begins, else from its highest.
     *
     * @param arm not the control; one that is not known yet is added
     * @param basisPoints what the arm shall own, at least what it owns now
     */
    public Allocation grown(String arm, int basisPoints) {
        int more = basisPoints - basisPoints(arm);
        if (arm.isBlank() || arm.equals(control)) {
            throw new IllegalArgumentException("arm must not be the control, was " + arm);
        }
        if (more < 0 || more > basisPoints(control)) {
            throw new IllegalArgumentException(
                    String.format(
                            "basisPoints must be in [%d, %d], were %d",
                            basisPoints(arm),
                            basisPoints(arm) + basisPoints(control),
                            basisPoints));
        }
        String[] owners = owners();
        boolean upwards = endsWhereControlBegins(owners, arm);
        for (int i = 0; more > 0; i++) {
            int bucket = upwards ? i : Bucket.COUNT - 1 - i;
            if (owners[bucket].equals(control)) {
                owners[bucket] = arm;
                more--;
            }
        }
        return new Allocation(control, ranges(owners));
    }

    private boolean endsWhereControlBegins(String[] owners, String arm) {
        for (int bucket = 0; bucket < Bucket.COUNT; bucket++) {
            if (owners[bucket].equals(control)) {
                return bucket > 0 && owners[bucket - 1].equals(arm);
            }
        }
        return false;
    }

    private String[] owners() {
        String[] owners = new String[Bucket.COUNT];
        for (Range range : ranges) {
            Arrays.fill(owners, range.from(), range.to(), range.arm());
        }
        return owners;
    }

    private static List<Range> ranges(String[] owners) {
        List<Range> ranges = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= owners.length; to++) {
            if (to == owners.length || !owners[to].equals(owners[from])) {
                ranges.add(new Range(owners[from], from, to));
                from = to;
            }
        }
        return ranges;
    }
}
