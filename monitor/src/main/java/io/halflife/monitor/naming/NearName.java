// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.naming;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known name that is nearest to one that was typed. Ties go to the first. */
public final class NearName {

    /** Longer names are not compared: the work grows with the product of the lengths. */
    private static final int LENGTH_MAX = 64;

    /** One character in so many may differ, one always. */
    private static final int CHARACTERS_PER_SLIP = 3;

    private NearName() {}

    /** The nearest that a slip of the hand explains, whatever the case of its letters. */
    public static Optional<String> near(String typed, Collection<String> known) {
        int slips = Math.max(1, typed.length() / CHARACTERS_PER_SLIP);
        return typed.isEmpty() || typed.length() > LENGTH_MAX
                ? Optional.empty()
                : known.stream()
                        .filter(name -> Math.abs(name.length() - typed.length()) <= slips)
                        .filter(name -> distance(typed, name) <= slips)
                        .min(Comparator.comparingInt(name -> distance(typed, name)));
    }

    /** {@code "; did you mean age?"}, or nothing where no known name is near. */
    public static String suggestion(String typed, Collection<String> known) {
        return near(typed, known).map(name -> "; did you mean " + name + "?").orElse("");
    }

    private static int distance(String a, String b) {
        return EditDistance.between(a.toLowerCase(Locale.ROOT), b.toLowerCase(Locale.ROOT));
    }
}
