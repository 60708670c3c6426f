// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.versions;

import io.halflife.dashboard.page.Figures;
import io.halflife.storage.size.StoredPart.Known;
import java.util.List;

/** How sizes are written: three digits, powers of ten as a store bills them. */
final class Bytes {

    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");
    private static final double STEP = 1000;

    private Bytes() {}

    /** "0 B", "812 B", "1.24 MB". */
    static String of(long bytes) {
        int unit = 0;
        double value = bytes;
        while (unit < UNITS.size() - 1 && value >= STEP) {
            value /= STEP;
            unit++;
        }
        int decimals = unit == 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return Figures.number(value, decimals) + " " + UNITS.get(unit);
    }

    /** The same, said how sure that is. */
    static String of(long bytes, Known known) {
        return prefix(known) + of(bytes);
    }

    static String prefix(Known known) {
        return switch (known) {
            case COUNTED -> "";
            case ESTIMATED -> "about ";
            case AT_LEAST -> "at least ";
        };
    }

    /** The same, said to be about so much where it is estimated. */
    static String of(long bytes, boolean estimated) {
        return (estimated ? "about " : "") + of(bytes);
    }
}
