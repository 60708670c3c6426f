// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.traffic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import io.halflife.statistics.traffic.Allocation.Range;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class AssignmentTest {

    private static final Allocation HALVES =
            Allocation.of(List.of(new Arm("control", 5000), new Arm("treatment", 5000)));
    private static final Allocation THREE =
            Allocation.of(List.of(new Arm("control", 8000), new Arm("a", 1500), new Arm("b", 500)));

    @TestFactory
    Stream<DynamicTest> buckets_agreeWithTheOracle() {
        return Oracles.tests("hash_assignment", AssignmentTest::check);
    }

    private static void check(OracleCase oracle) {
        switch (oracle.text("type")) {
            case "pair" -> checkPair(oracle);
            case "range" -> checkRange(oracle);
            default -> throw new IllegalArgumentException(oracle.text("type"));
        }
    }

    private static void checkPair(OracleCase oracle) {
        String experiment = oracle.text("experiment");
        String user = oracle.text("user");
        int bucket = Bucket.of(experiment, user);
        assertEquals(oracle.whole("expected.bucket"), bucket);
        assertEquals(oracle.text("expected.arm_50_50"), HALVES.arm(bucket));
        assertEquals(oracle.text("expected.arm_80_15_5"), THREE.arm(bucket));
        assertEquals(oracle.flag("expected.canary_1pct"), isCanary(100, bucket));
        assertEquals(oracle.flag("expected.canary_5pct"), isCanary(500, bucket));
        if (!user.isEmpty()) {
            assertEquals(new Assignment(THREE.arm(bucket), true), THREE.assign(experiment, user));
        }
    }

    /** A canary owns the first buckets, and more of them as it grows. */
    private static boolean isCanary(int basisPoints, int bucket) {
        List<Range> begin = List.of(new Range("canary", 0, 10), new Range("rest", 10, 10_000));
        Allocation grown = new Allocation("rest", begin).grown("canary", basisPoints);
        return grown.arm(bucket).equals("canary");
    }

    private static void checkRange(OracleCase oracle) {
        String experiment = oracle.text("experiment");
        int[] buckets =
                IntStream.range(0, (int) oracle.whole("count"))
                        .map(i -> Bucket.of(experiment, oracle.text("prefix") + i))
                        .toArray();
        long[] groups = new long[20];
        for (int bucket : buckets) {
            groups[bucket / 500]++;
        }
        assertArrayEquals(oracle.wholes("expected.groups"), groups);
        String joined =
                IntStream.of(buckets).mapToObj(Integer::toString).collect(Collectors.joining(","));
        assertEquals(oracle.text("expected.digest"), sha256(joined));
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void userWithoutAnId_seesTheControlUncounted() {
        Assignment control = new Assignment("control", false);
        assertEquals(control, THREE.assign("exp", null));
        assertEquals(control, THREE.assign("exp", ""));
        assertTrue(THREE.assign("exp", " ").counted());
    }

    @Test
    void arms_ownConsecutiveRanges() {
        assertEquals("control", THREE.arm(0));
        assertEquals("control", THREE.arm(7999));
        assertEquals("a", THREE.arm(8000));
        assertEquals("a", THREE.arm(9499));
        assertEquals("b", THREE.arm(9500));
        assertEquals("b", THREE.arm(9999));
        assertThrows(IllegalArgumentException.class, () -> THREE.arm(10_000));
        assertThrows(IllegalArgumentException.class, () -> THREE.arm(-1));
        assertEquals(1500, THREE.basisPoints("a"));
        assertEquals(0, THREE.basisPoints("c"));
    }

    @Test
    void arms_mustDifferAndShareAllBuckets() {
        assertRefused(new Arm("a", 5000), new Arm("a", 5000));
        assertRefused(new Arm("a", 5000), new Arm("b", 4999));
        assertRefused(new Arm("a", 5000), new Arm("b", 5001));
        assertRefused();
        assertThrows(IllegalArgumentException.class, () -> new Arm(" ", 1));
        assertThrows(IllegalArgumentException.class, () -> new Arm("a", -1));
        assertThrows(IllegalArgumentException.class, () -> new Arm("a", 10_001));
        assertThrows(IllegalArgumentException.class, () -> new Range("a", 5, 5));
        List<Range> gap = List.of(new Range("a", 0, 10), new Range("b", 11, 10_000));
        assertThrows(IllegalArgumentException.class, () -> new Allocation("a", gap));
        List<Range> few = List.of(new Range("a", 0, 10));
        assertThrows(IllegalArgumentException.class, () -> new Allocation("a", few));
    }

    private static void assertRefused(Arm... arms) {
        assertThrows(IllegalArgumentException.class, () -> Allocation.of(List.of(arms)));
    }

    @Test
    void grown_takesTheControlsNeighbouringBuckets() {
        assertEquals(
                List.of(
                        new Range("control", 0, 7500),
                        new Range("a", 7500, 9500),
                        new Range("b", 9500, 10_000)),
                THREE.grown("a", 2000).ranges());
        Allocation first =
                new Allocation(
                        "old", List.of(new Range("new", 0, 100), new Range("old", 100, 10_000)));
        assertEquals(
                List.of(new Range("new", 0, 500), new Range("old", 500, 10_000)),
                first.grown("new", 500).ranges());
        assertEquals(List.of(new Range("new", 0, 10_000)), first.grown("new", 10_000).ranges());
    }

    @Test
    void grown_addsAnArm() {
        Allocation more = HALVES.grown("third", 1000);
        assertEquals(1000, more.basisPoints("third"));
        assertEquals(4000, more.basisPoints("control"));
        assertEquals(5000, more.basisPoints("treatment"));
    }

    @Test
    void grown_refusesToShrinkAndToTakeFromOthers() {
        assertEquals(THREE, THREE.grown("a", 1500));
        assertThrows(IllegalArgumentException.class, () -> THREE.grown("a", 1499));
        assertThrows(IllegalArgumentException.class, () -> THREE.grown("a", 9501));
        assertThrows(IllegalArgumentException.class, () -> THREE.grown("control", 9000));
        assertEquals(0, THREE.grown("a", 9500).basisPoints("control"));
    }

    /** Law: growing an arm moves only users from the control to that arm. */
    @Test
    void grown_movesNobodyElse() {
        for (long seed = 1; seed <= 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Allocation before = THREE;
            for (int step = 0; step < 5 && before.basisPoints("control") > 0; step++) {
                String arm = random.nextBoolean() ? "a" : "b";
                int more = random.nextInt(before.basisPoints("control") + 1);
                Allocation after = before.grown(arm, before.basisPoints(arm) + more);
                int moved = 0;
                for (int bucket = 0; bucket < Bucket.COUNT; bucket++) {
                    if (!after.arm(bucket).equals(before.arm(bucket))) {
                        assertEquals("control", before.arm(bucket), "seed " + seed);
                        assertEquals(arm, after.arm(bucket), "seed " + seed);
                        moved++;
                    }
                }
                assertEquals(more, moved, "seed " + seed);
                before = after;
            }
        }
    }
}
