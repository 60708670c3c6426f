// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.columnar;

import java.util.Arrays;

/**
 * A column of texts: each distinct one once, and for every row its number, or -1 where it is
 * missing. Immutable by agreement: nobody writes to what it hands out.
 */
public final class Texts {

    private final String[] distinct;
    private final int[] codes;

    Texts(String[] distinct, int[] codes) {
        this.distinct = distinct;
        this.codes = codes;
    }

    /** Null where it is missing. */
    public String get(int row) {
        return codes[row] < 0 ? null : distinct[codes[row]];
    }

    public int code(int row) {
        return codes[row];
    }

    public int rows() {
        return codes.length;
    }

    /** How many different texts there may be. */
    public int distinct() {
        return distinct.length;
    }

    /** The text of a number. */
    public String text(int code) {
        return distinct[code];
    }

    /** A column of this many rows without any text. */
    static Texts missing(int rows) {
        int[] codes = new int[rows];
        Arrays.fill(codes, -1);
        return new Texts(new String[0], codes);
    }
}
