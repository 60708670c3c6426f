// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.source;

/** Decimal numbers in a user's files. */
final class Numbers {

    private Numbers() {}

    /**
     * The number; NaN when it is none. Stricter than Java: no {@code 1d}, {@code 0x1p3} or {@code
     * NaN}.
     */
    static double parse(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            if (!digit && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
