// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** The worst errors of one figure over all cases. Errors are told as the next power of ten. */
final class ComparedFigure {

    private long compared;
    private double absolute;
    private double relative;
    private double heldRelative;
    private double heldAbsolute;

    /** Adds [absolute, relative, held to relative, held to absolute]. */
    void add(JsonNode error) {
        compared++;
        absolute = Math.max(absolute, error.get(0).asDouble());
        relative = Math.max(relative, error.get(1).asDouble());
        heldRelative = Math.max(heldRelative, error.get(2).asDouble());
        heldAbsolute = Math.max(heldAbsolute, error.get(3).asDouble());
    }

    /** The worst error of either kind. */
    String worst() {
        return bound(Math.max(relative, absolute));
    }

    String cells() {
        return String.format(
                Locale.ROOT,
                "%d | %s | %s | %s |",
                compared,
                bound(relative),
                bound(absolute),
                held());
    }

    private String held() {
        if (heldRelative == 0 && heldAbsolute == 0) {
            return "equality";
        }
        String near =
                heldAbsolute == 0 ? "" : String.format(Locale.ROOT, "%.0e near 0", heldAbsolute);
        String far = heldRelative == 0 ? "" : String.format(Locale.ROOT, "%.0e", heldRelative);
        return far + (near.isEmpty() || far.isEmpty() ? "" : ", ") + near;
    }

    private static String bound(double error) {
        return error == 0 ? "≤ 0" : "≤ 1e" + (int) Math.ceil(Math.log10(error));
    }
}
