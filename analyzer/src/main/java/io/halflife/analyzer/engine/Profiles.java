// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.analyzer.block.Block;
import io.halflife.analyzer.block.Columns;
import io.halflife.analyzer.block.Outcome;
import io.halflife.monitor.profile.FeatureProfile;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Puts the blocks of one column together, in the order in which they come. */
final class Profiles {

    private Profiles() {}

    static FeatureProfile of(Columns columns, int column, Iterator<Block> blocks) {
        return columns.isNumeric(column) ? numeric(columns, column, blocks) : categorical(blocks);
    }

    static Outcome outcome(Iterator<Block> blocks) {
        Outcome outcome = ((Block.Outcomes) blocks.next()).outcome();
        while (blocks.hasNext()) {
            outcome = outcome.merge(((Block.Outcomes) blocks.next()).outcome());
        }
        return outcome;
    }

    private static FeatureProfile numeric(Columns columns, int column, Iterator<Block> blocks) {
        List<Block.Numbers> all = new ArrayList<>();
        int size = 0;
        while (blocks.hasNext()) {
            Block.Numbers block = (Block.Numbers) blocks.next();
            size = Math.addExact(size, block.size());
            all.add(block);
        }
        double[] values = new double[size];
        int next = 0;
        for (Block.Numbers block : all) {
            next = block.copyTo(values, next);
        }
        return FeatureProfile.ofNumeric(columns.column(column), values, 0, size, 0);
    }

    private static FeatureProfile categorical(Iterator<Block> blocks) {
        FeatureProfile profile = ((Block.Categories) blocks.next()).profile();
        while (blocks.hasNext()) {
            profile = profile.merge(((Block.Categories) blocks.next()).profile());
        }
        return profile;
    }
}
