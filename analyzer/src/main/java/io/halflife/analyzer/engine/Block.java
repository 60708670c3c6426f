// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.monitor.profile.FeatureProfile;
import java.io.Serializable;

/**
 * What a reading task knows about one column, or about the outcome of its rows. Blocks of a column
 * are put together in {@link #order}, so that the same rows always give the same bits.
 */
abstract class Block implements Serializable {

    private static final long serialVersionUID = 1;

    private final long order;

    private Block(long order) {
        this.order = order;
    }

    /** Rising with the slice of the window and then with the portion within it. */
    final long order() {
        return order;
    }

    /** Values of a numeric column, unsorted. */
    static final class Numbers extends Block {
        private static final long serialVersionUID = 1;
        private final byte[] values;

        Numbers(long order, NumericBuffer buffer) {
            super(order);
            this.values = buffer.drain();
        }

        int size() {
            return values.length / Double.BYTES;
        }

        /** Copies the values into the array from this index on; gives the next index. */
        int copyTo(double[] into, int from) {
            return NumericBuffer.read(values, into, from);
        }
    }

    /** Categories, counted. */
    static final class Categories extends Block {
        private static final long serialVersionUID = 1;
        private final FeatureProfile profile;

        Categories(long order, CategoryBuffer buffer) {
            super(order);
            this.profile = buffer.drain();
        }

        FeatureProfile profile() {
            return profile;
        }
    }

    /** How well the rows were predicted. */
    static final class Outcomes extends Block {
        private static final long serialVersionUID = 1;
        private final Outcome outcome;

        Outcomes(long order, Outcome outcome) {
            super(order);
            this.outcome = outcome;
        }

        Outcome outcome() {
            return outcome;
        }
    }
}
