// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.window;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Known windows that lie side by side in a longer stretch of time, so that what is known of them
 * together is what is known of the stretch.
 *
 * <p>Windows that earlier policies cut may overlap those of the policy in force; no instant is
 * counted twice.
 */
public final class Tiling {

    private Tiling() {}

    /**
     * The windows of one cut that lie whole in {@code [from, to)}, and others where those leave
     * room; in order.
     *
     * @param spec the cut that is preferred
     */
    public static List<Window> of(
            Collection<Window> known, WindowSpec spec, Instant from, Instant to) {
        TreeSet<Window> chosen = new TreeSet<>();
        TreeSet<Window> others = new TreeSet<>();
        for (Window window : known) {
            if (!window.start().isBefore(from) && !window.end().isAfter(to)) {
                boolean ofCut = spec.containing(window.start()).filter(window::equals).isPresent();
                (ofCut ? chosen : others).add(window);
            }
        }
        for (Window other : others) {
            if (isFree(chosen, other)) {
                chosen.add(other);
            }
        }
        return List.copyOf(chosen);
    }

    /** The chosen are side by side: one that overlaps is the last to start before the end. */
    private static boolean isFree(NavigableSet<Window> chosen, Window window) {
        Window before = chosen.lower(new Window(window.end(), window.end().plusNanos(1)));
        return before == null || !before.end().isAfter(window.start());
    }

    /**
     * The shorter windows that make up a longer one exactly.
     *
     * @param spec the cut of the shorter windows
     * @return empty when a boundary of the longer window falls inside a shorter one
     */
    public static List<Window> exactly(Window whole, WindowSpec spec) {
        List<Window> tiles = new ArrayList<>();
        Instant at = whole.start();
        while (at.isBefore(whole.end())) {
            Window tile = spec.containing(at).orElse(null);
            if (tile == null || !tile.start().equals(at) || tile.end().isAfter(whole.end())) {
                return List.of();
            }
            tiles.add(tile);
            at = tile.end();
        }
        return tiles;
    }
}
