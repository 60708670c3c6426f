// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.profile.FeatureProfile;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** However a column is sorted, its profile is that of all its values. */
class NumberColumnTest {

    private static final Column COLUMN = Column.feature("amount");
    private static final int BLOCK_ROWS = 65_536;
    private static final long SEED = 20261122;

    private final Random random = new Random(SEED);

    @Test
    void profile_manyRangesEqualOne() {
        assertExact(2_300_000, random::nextGaussian);
    }

    @Test
    void profile_fewValuesThatRepeat() {
        assertExact(2_300_000, () -> random.nextInt(3) == 0 ? -0.0 : random.nextInt(5));
    }

    @Test
    void profile_oneValueAndWhatIsMissing() {
        assertExact(2_300_000, () -> random.nextInt(10) == 0 ? Double.NaN : 7);
    }

    @Test
    void profile_infinitiesAreValues() {
        double[] ends = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN};
        assertExact(
                2_300_000,
                () -> random.nextInt(2) == 0 ? ends[random.nextInt(3)] : random.nextDouble());
    }

    @Test
    void profile_nothingIsThere() {
        assertExact(2_300_000, () -> Double.NaN);
        assertExact(1, () -> Double.NaN);
        assertExact(1, () -> 1);
    }

    /** Ranges whose sample says nothing about them: sorted input, all large values at the end. */
    @Test
    void profile_ascendingInput() {
        double[] next = {0};
        assertExact(2_300_000, () -> next[0]++);
    }

    @Test
    void profile_moreThanFitIsCompactedAndSaysSo() {
        List<Block> blocks = new ArrayList<>();
        int rows = NumberColumn.EXACT_MAX + 3 * BLOCK_ROWS;
        for (int i = 0; i < rows / BLOCK_ROWS; i++) {
            blocks.add(block(BLOCK_ROWS, random::nextDouble));
        }

        FeatureProfile profile = NumberColumn.profile(COLUMN, blocks.iterator());

        assertEquals((long) blocks.size() * BLOCK_ROWS, profile.n(), "seed " + SEED);
        double error = profile.values().rankErrorMax();
        assertTrue(error > 0 && error < 1e-5, "rank error " + error);
        assertEquals(0.5, profile.values().quantile(0.5).orElse(Double.NaN), 1e-3);
    }

    private void assertExact(int rows, DoubleSupplier values) {
        double[] all = new double[rows];
        for (int i = 0; i < rows; i++) {
            all[i] = values.getAsDouble();
        }
        FeatureProfile expected = FeatureProfile.ofNumeric(COLUMN, all, 0, rows, 0);

        FeatureProfile profile = NumberColumn.profile(COLUMN, blocks(all));

        assertEquals(expected, profile, "seed " + SEED);
        assertEquals(expected.summary(), profile.summary(), "seed " + SEED);
    }

    private static Iterator<Block> blocks(double[] values) {
        List<Block> blocks = new ArrayList<>();
        for (int from = 0; from < values.length; from += BLOCK_ROWS) {
            int[] next = {from};
            int rows = Math.min(BLOCK_ROWS, values.length - from);
            blocks.add(block(rows, () -> values[next[0]++]));
        }
        return blocks.iterator();
    }

    private static Block block(int rows, DoubleSupplier values) {
        NumericBuffer buffer = new NumericBuffer();
        for (int i = 0; i < rows; i++) {
            buffer.add(values.getAsDouble());
        }
        return new Block.Numbers(buffer);
    }
}
