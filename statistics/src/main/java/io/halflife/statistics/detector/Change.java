// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.detector;

/** What a detector says after a value. */
public enum Change {
    NONE,
    /** The values are higher than before: for errors, worse. */
    UP,
    /** The values are lower than before. */
    DOWN
}
