// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo.world;

import java.util.ArrayList;
import java.util.List;

/**
 * Names and their shares.
 *
 * @param shares of the names, in their order; they sum to one
 */
record Mix(List<String> names, List<Double> shares) {

    private static final double ROUNDING = 1e-9;

    Mix {
        names = List.copyOf(names);
        shares = List.copyOf(shares);
        double sum = shares.stream().mapToDouble(x -> x).sum();
        boolean negative = shares.stream().anyMatch(x -> x < 0);
        if (names.size() != shares.size() || negative || Math.abs(sum - 1) > ROUNDING) {
            throw new IllegalArgumentException("no shares of a whole: " + names + ", " + shares);
        }
    }

    /** So much of the whole goes to a name, new or known; what all others have shrinks alike. */
    Mix with(String name, double part) {
        List<String> all = new ArrayList<>(names);
        List<Double> changed = new ArrayList<>();
        shares.forEach(share -> changed.add(share * (1 - part)));
        int known = all.indexOf(name);
        if (known >= 0) {
            changed.set(known, changed.get(known) + part);
        } else {
            all.add(name);
            changed.add(part);
        }
        return new Mix(all, changed);
    }

    /** The name at a place between 0 and 1. */
    String at(double place) {
        int index = 0;
        for (double left = place - shares.get(0); left >= 0 && index < names.size() - 1; ) {
            index++;
            left -= shares.get(index);
        }
        return names.get(index);
    }
}
