// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.columnar;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Which rows of a page have a value. Levels are runs: a number, of which the lowest bit tells
 * whether a value is repeated (0) or whether groups of eight single bits follow (1).
 */
final class Presence {

    private Presence() {}

    /**
     * Reads the levels of a page of a column whose values may be missing.
     *
     * @return null where no value is missing
     */
    static boolean[] read(ByteBuffer levels, int rows) {
        boolean[] present = null;
        int row = 0;
        while (row < rows) {
            int header = number(levels);
            int run = Math.min(rows - row, (header & 1) == 0 ? header >>> 1 : (header >>> 1) * 8);
            boolean repeated = (header & 1) == 0;
            boolean all = repeated && levels.get() == 1;
            if (present == null && !all) {
                present = new boolean[rows];
                Arrays.fill(present, 0, row, true);
            }
            if (all && present != null) {
                Arrays.fill(present, row, row + run, true);
            } else if (!repeated) {
                bits(levels, header >>> 1, present, row, run);
            }
            row += run;
        }
        return present;
    }

    private static void bits(ByteBuffer levels, int bytes, boolean[] into, int from, int run) {
        int start = levels.position();
        for (int i = 0; i < run; i++) {
            into[from + i] = (levels.get(start + (i >>> 3)) >>> (i & 7) & 1) == 1;
        }
        levels.position(start + bytes);
    }

    private static int number(ByteBuffer bytes) {
        int value = 0;
        int shift = 0;
        byte next = bytes.get();
        while (next < 0) {
            value |= (next & 0x7F) << shift;
            shift += 7;
            next = bytes.get();
        }
        return value | next << shift;
    }
}
