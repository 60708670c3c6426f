// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.window.Tiling;
import io.halflife.monitor.window.Window;
import io.halflife.storage.analysis.TouchedWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A policy that cuts longer windows than the one before: the features of such a window are not read
 * again, for the profiles of the shorter windows that make it up are kept. That holds also where
 * their rows are gone.
 *
 * @param then the policy that cut the kept windows
 * @param now the policy in force
 * @param kept windows of which profiles are kept, with their rows
 * @param stale kept windows to which rows have come since
 * @param mayMerge whether a window's tests can be made from a merged profile
 */
record Recut(
        MonitoringPolicy then,
        MonitoringPolicy now,
        Map<Window, Long> kept,
        Set<Window> stale,
        Instant asOf,
        Predicate<Window> mayMerge) {

    Recut {
        kept = Map.copyOf(kept);
        stale = Set.copyOf(stale);
    }

    /** With closed windows of which no row is left, but profiles of windows in them; in order. */
    List<TouchedWindow> withGone(List<TouchedWindow> touched) {
        Set<Window> found = new HashSet<>();
        touched.forEach(window -> found.add(window.window()));
        TreeSet<Window> gone = new TreeSet<>();
        for (Window window : kept.keySet()) {
            now.window()
                    .containing(window.start())
                    .filter(longer -> !found.contains(longer))
                    .filter(longer -> longer.isClosed(asOf, now.grace()))
                    .ifPresent(gone::add);
        }
        List<TouchedWindow> all = new ArrayList<>(touched);
        for (Window window : gone) {
            List<Window> tiles = tiles(window);
            if (!tiles.isEmpty()) {
                all.add(new TouchedWindow(window, Math.max(1, rows(tiles)), true));
            }
        }
        all.sort(Comparator.comparing(TouchedWindow::window));
        return all;
    }

    /**
     * Finds the windows that kept ones make up.
     *
     * @return what is to be read: of such a window outcomes and labels only; a window of which rows
     *     are not in the kept profiles is read whole
     */
    Tiled tiled(List<TouchedWindow> todo) {
        List<TouchedWindow> windows = new ArrayList<>();
        Map<Window, List<Window>> tiles = new TreeMap<>();
        for (TouchedWindow window : todo) {
            List<Window> known = tiles(window.window());
            if (!known.isEmpty() && (window.labelsOnly() || rows(known) >= window.rows())) {
                tiles.put(window.window(), known);
                windows.add(new TouchedWindow(window.window(), Math.max(1, rows(known)), true));
            } else {
                windows.add(window);
            }
        }
        return new Tiled(windows, tiles);
    }

    /** Empty when kept windows do not make this one up, or not as its rows are now. */
    private List<Window> tiles(Window window) {
        List<Window> tiles = Tiling.exactly(window, then.window());
        boolean current =
                tiles.size() > 1
                        && mayMerge.test(window)
                        && tiles.stream()
                                .allMatch(
                                        tile ->
                                                tile.isClosed(asOf, then.grace())
                                                        && !stale.contains(tile));
        // One without rows is not kept.
        return current ? tiles.stream().filter(kept::containsKey).toList() : List.of();
    }

    private long rows(List<Window> windows) {
        return windows.stream().mapToLong(kept::get).sum();
    }

    /**
     * Windows to be read.
     *
     * @param tiles of each window whose features are not read, the kept windows that make it up,
     *     oldest first
     */
    record Tiled(List<TouchedWindow> windows, Map<Window, List<Window>> tiles) {

        Tiled {
            windows = List.copyOf(windows);
            tiles = Map.copyOf(tiles);
        }

        static Tiled none(List<TouchedWindow> windows) {
            return new Tiled(windows, Map.of());
        }
    }
}
