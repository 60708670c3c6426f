// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.monitor.profile.FeatureProfile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts the blocks of one column together. */
final class Profiles {

    private Profiles() {}

    /** Whatever order the blocks come in, the result is that of their own order. */
    static List<Block> inOrder(Iterable<Block> blocks) {
        List<Block> sorted = new ArrayList<>();
        blocks.forEach(sorted::add);
        sorted.sort(Comparator.comparingLong(Block::order));
        return sorted;
    }

    static FeatureProfile of(Columns columns, int column, List<Block> blocks) {
        return columns.isNumeric(column) ? numeric(columns, column, blocks) : categorical(blocks);
    }

    static Outcome outcome(List<Block> blocks) {
        return blocks.stream()
                .map(block -> ((Block.Outcomes) block).outcome())
                .reduce(Outcome::merge)
                .orElseThrow();
    }

    private static FeatureProfile numeric(Columns columns, int column, List<Block> blocks) {
        int size = 0;
        for (Block block : blocks) {
            size = Math.addExact(size, ((Block.Numbers) block).size());
        }
        double[] values = new double[size];
        int next = 0;
        for (Block block : blocks) {
            next = ((Block.Numbers) block).copyTo(values, next);
        }
        return FeatureProfile.ofNumeric(columns.column(column), values, 0, size, 0);
    }

    private static FeatureProfile categorical(List<Block> blocks) {
        return blocks.stream()
                .map(block -> ((Block.Categories) block).profile())
                .reduce(FeatureProfile::merge)
                .orElseThrow();
    }
}
