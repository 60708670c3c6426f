// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.analysis;

import java.time.Duration;

/**
 * How large a model's windows are.
 *
 * @param numeric numeric features
 * @param categorical categorical features
 * @param reference rows of the reference
 * @param rows rows of a window
 * @param window length of a window
 */
record Size(int numeric, int categorical, int reference, int rows, Duration window) {

    Size withRows(int other) {
        return new Size(numeric, categorical, reference, other, window);
    }

    String words() {
        return "%,d × (%d + %d) against %,d".formatted(rows, numeric, categorical, reference);
    }
}
