// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.FeatureKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeatureProfileTest {

    private static final Column INCOME = Column.feature("income");
    private static final double NAN = Double.NaN;

    @Test
    void nan_isMissingAndInfinityIsAValue() {
        double[] values = {9, NAN, 1, Double.POSITIVE_INFINITY, NAN, 1, 9};

        FeatureProfile profile = FeatureProfile.ofNumeric(INCOME, values, 1, 6, 1);

        assertEquals(3, profile.n());
        assertEquals(2, profile.missing());
        assertEquals(1, profile.nonFinite());
        assertEquals(2, profile.values().distinct());
    }

    /** numpy: np.quantile([1,2,3,4,10], [.25,.5,.75]); np.std([1,2,3,4,10], ddof=1). */
    @Test
    void summary_isThatOfNumpy() {
        ProfileSummary summary = numbers(10, 1, 4, NAN, 3, 2).summary();

        assertEquals(new ProfileSummary(5, 1, 4, 3.5355339059327378, 1, 2, 3, 4, 10), summary);
    }

    @Test
    void summary_ofNoValuesIsUndefined() {
        assertEquals(ProfileSummary.ofCounts(0, 2), numbers(NAN, NAN).summary());
        assertEquals(
                ProfileSummary.ofCounts(3, 1),
                FeatureProfile.ofCategories(INCOME, Map.of("a", 3L), 1).summary());
    }

    /** Law: merging the halves equals profiling the whole, in either order. */
    @Test
    void merge_ofTheHalves_equalsTheWhole() {
        long seed = 77001;
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            double[] all = randomValues(random, 1 + random.nextInt(300));
            int cut = random.nextInt(all.length + 1);
            FeatureProfile left = FeatureProfile.ofNumeric(INCOME, all, 0, cut, 2);
            FeatureProfile right = FeatureProfile.ofNumeric(INCOME, all, cut, all.length, 3);
            FeatureProfile whole = FeatureProfile.ofNumeric(INCOME, all, 0, all.length, 5);
            String where = "seed " + seed + " round " + round;
            assertEquals(whole, left.merge(right), where);
            assertEquals(whole, right.merge(left), where);
            assertEquals(whole.summary().mean(), left.merge(right).summary().mean(), 1e-9, where);
        }
    }

    @Test
    void merge_ofCategories_addsTheirCounts() {
        FeatureProfile a = FeatureProfile.ofCategories(INCOME, Map.of("x", 2L, "y", 1L), 4);
        FeatureProfile b = FeatureProfile.ofCategories(INCOME, Map.of("y", 5L, "ü", 1L), 0);

        assertEquals(
                FeatureProfile.ofCategories(INCOME, Map.of("x", 2L, "y", 6L, "ü", 1L), 4),
                a.merge(b));
        assertEquals(a.merge(b), b.merge(a));
    }

    @Test
    void merge_ofDifferentColumnsOrKinds_isRefused() {
        FeatureProfile names = FeatureProfile.ofCategories(INCOME, Map.of("1", 1L), 0);
        FeatureProfile other =
                FeatureProfile.ofNumeric(Column.PROBABILITY, new double[] {1}, 0, 1, 0);

        assertThrows(IllegalArgumentException.class, () -> numbers(1).merge(names));
        assertThrows(IllegalArgumentException.class, () -> numbers(1).merge(other));
    }

    /** Law: the stored form gives back an equal profile with the same summary, to the last bit. */
    @Test
    void storedForm_givesTheProfileBack() {
        long seed = 4711;
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            FeatureProfile profile =
                    random.nextBoolean()
                            ? numbers(randomValues(random, random.nextInt(400)))
                            : categories(random);
            FeatureProfile back = FeatureProfile.fromBytes(profile.toBytes());
            assertEquals(profile, back, "seed " + seed + " round " + round);
            assertEquals(profile.summary(), back.summary(), "seed " + seed + " round " + round);
            assertEquals(profile.kind(), back.kind());
        }
    }

    @Test
    void storedForm_ofACompactedProfile_keepsItsMomentsAndItsError() {
        double[] values = new Random(5).doubles(5000).toArray();
        FeatureProfile compacted = numbers(values).compact(100);

        FeatureProfile back = FeatureProfile.fromBytes(compacted.toBytes());

        assertEquals(numbers(values).summary().std(), back.summary().std());
        assertEquals(compacted.values().rankErrorMax(), back.values().rankErrorMax());
        assertTrue(back.values().rankErrorMax() > 0);
        assertTrue(back.toBytes().length < 1500, "bytes " + back.toBytes().length);
    }

    /** Of very many categories the most frequent are stored, and how many rows are not theirs. */
    @Test
    void storedForm_ofVeryManyCategories_keepsTheFrequentAndTheTotal() {
        Map<String, Long> counts = new HashMap<>();
        for (int i = 0; i < FeatureProfile.CATEGORIES_MAX + 5; i++) {
            counts.put("id" + i, i < 10 ? 1L : 2L);
        }
        FeatureProfile all = FeatureProfile.ofCategories(INCOME, counts, 3);

        FeatureProfile compacted = all.compact(100);
        FeatureProfile back = FeatureProfile.fromBytes(compacted.toBytes());

        assertEquals(compacted, back);
        assertEquals(all.n(), back.n());
        assertEquals(FeatureProfile.CATEGORIES_MAX, back.asCategories().distinct());
        assertEquals(5, back.asCategories().rest());
        assertEquals(1, back.asCategories().missedMax());
        assertEquals(1, all.toBytes()[2], "what was not limited is stored as ever");
    }

    /** A reference keeps as many categories as points: those past the windows' limit, too. */
    @Test
    void compact_ofCategories_keepsAsManyAsPointsWhereThatIsMore() {
        int some = FeatureProfile.CATEGORIES_MAX + 5;
        Map<String, Long> counts = new HashMap<>();
        for (int i = 0; i < some; i++) {
            counts.put("id" + i, 1L + i);
        }
        FeatureProfile all = FeatureProfile.ofCategories(INCOME, counts, 3);

        assertSame(all, all.compact(1_000_000));
        assertSame(all, all.compact(some));
        assertEquals(some - 1, all.compact(some - 1).asCategories().distinct());
        assertEquals(1, all.compact(some - 1).asCategories().rest());
    }

    /** Bytes as they were written before limited tables and undefined figures were known. */
    @Test
    void storedForm_ofVersionOne_isReadAndWrittenAsEver() {
        String head = "4850010%d074645415455524506696e636f6d65";
        Map<String, FeatureProfile> stored =
                Map.of(
                        head.formatted(0)
                                + "0101" // one value missing, and not finite
                                + "0000000000000000" // the rank error
                                + "0000000000f85240" // the mean
                                + "00000000435af040" // m2
                                + "0403" // four values, three of them distinct
                                + "000000000000e0bf0000000000000040"
                                + "0000000000c07240010201",
                        FeatureProfile.ofNumeric(
                                INCOME, new double[] {2, NAN, 300, -0.5, 2}, 0, 5, 1),
                        head.formatted(0) + "0100" + "00".repeat(14) + "f87f" + "00".repeat(10),
                        numbers(NAN),
                        head.formatted(1) + "040002076772c3b6c39f65030178c801",
                        FeatureProfile.ofCategories(INCOME, Map.of("größe", 3L, "x", 200L), 4));

        stored.forEach(
                (hex, profile) -> {
                    byte[] bytes = HexFormat.of().parseHex(hex);
                    assertEquals(profile, FeatureProfile.fromBytes(bytes));
                    assertEquals(profile.summary(), FeatureProfile.fromBytes(bytes).summary());
                    assertEquals(hex, HexFormat.of().formatHex(profile.toBytes()));
                });
    }

    /** Damaged bytes are refused with one line; they never cost memory or give another profile. */
    @Test
    void storedForm_cutOffAnywhere_isRefused() {
        byte[] bytes = numbers(1, 2, 2, 300, NAN).toBytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> FeatureProfile.fromBytes(cut),
                    "length " + length);
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThrows(IllegalArgumentException.class, () -> FeatureProfile.fromBytes(longer));
    }

    @Test
    void storedForm_ofAnotherVersion_isRefusedByItsNumber() {
        byte[] bytes = numbers(1).toBytes();
        bytes[2] = 9;

        String message =
                assertThrows(IllegalArgumentException.class, () -> FeatureProfile.fromBytes(bytes))
                        .getMessage();
        assertTrue(message.contains("version 9"), message);
    }

    @Test
    void numbersAsCategories_areNamedByTheirShortestDecimal() {
        FeatureProfile profile = numbers(1, 1.0, 0.5, -0.0, 1e-9, 20, 1e20, NAN);

        assertEquals(
                Map.of("1", 2L, "0.5", 1L, "0", 1L, "1.0E-9", 1L, "20", 1L, "1.0E20", 1L),
                profile.asCategories().counts());
    }

    @Test
    void profile_crossesTheEngineBySerialization() throws Exception {
        for (FeatureProfile profile : List.of(numbers(1, 2, NAN), categories(new Random(1)))) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(profile);
            }
            try (ObjectInputStream in =
                    new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                assertEquals(profile, in.readObject());
            }
        }
    }

    @Test
    void profile_doesNotKeepTheArray() {
        double[] values = {1, 2, 3};
        FeatureProfile profile = numbers(values);
        values[0] = 99;

        assertEquals(numbers(1, 2, 3), profile);
        assertEquals(FeatureKind.NUMERIC, profile.kind());
    }

    private static FeatureProfile numbers(double... values) {
        return FeatureProfile.ofNumeric(INCOME, values, 0, values.length, 0);
    }

    private static FeatureProfile categories(Random random) {
        Map<String, Long> counts = new HashMap<>();
        for (int i = random.nextInt(30); i > 0; i--) {
            counts.put("größe " + random.nextInt(1000), 1L + (random.nextLong() >>> 20));
        }
        return FeatureProfile.ofCategories(INCOME, counts, random.nextInt(9));
    }

    /** With ties, missing values and infinities. */
    private static double[] randomValues(Random random, int n) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] =
                    switch (random.nextInt(10)) {
                        case 0 -> NAN;
                        case 1 -> random.nextInt(5);
                        case 2 -> -0.0;
                        case 3 -> Double.POSITIVE_INFINITY;
                        default -> random.nextGaussian();
                    };
        }
        return values;
    }
}
