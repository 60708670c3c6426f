// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.rig;

/** Reads figures out of what {@code /metrics} says. */
public final class Scrape {

    private Scrape() {}

    /** The sum over all series of this name whose labels hold the text; 0 where there is none. */
    public static double sum(String metrics, String name, String labels) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> line.contains(labels))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
