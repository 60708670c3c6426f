// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.multivariate;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Rows drawn without replacement, and orders drawn at random. */
final class RowSample {

    private RowSample() {}

    /** Indices of at most so many of n rows; all rows, in their order, when there are no more. */
    static int[] indices(int n, int most, SplittableRandom random) {
        int[] indices = new int[n];
        for (int i = 0; i < n; i++) {
            indices[i] = i;
        }
        if (n <= most) {
            return indices;
        }
        shuffle(indices, most, random);
        return Arrays.copyOf(indices, most);
    }

    /** Puts a random choice of the elements, in random order, into the first places. */
    static void shuffle(int[] elements, int places, SplittableRandom random) {
        for (int i = 0; i < places; i++) {
            int chosen = random.nextInt(i, elements.length);
            int kept = elements[i];
            elements[i] = elements[chosen];
            elements[chosen] = kept;
        }
    }
}
