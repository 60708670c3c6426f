// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.volume;

import io.halflife.monitor.analysis.WindowAnalysis;
import io.halflife.monitor.window.CountWindows;
import io.halflife.monitor.window.Window;
import io.halflife.monitor.window.WindowSpec;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.quality.Finding;
import io.halflife.statistics.quality.Volume;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rows of a version's windows in the order of time: what is read anew is compared with the
 * reference, windows without rows between others are found, and what the latest three windows say
 * is said again of every window from the oldest one read on. What was compared before keeps its
 * figure. The same input gives the same rows, in whatever portions windows are read.
 */
public final class VolumeTimeline {

    /**
     * Windows without rows that are noted of one silence, the newest of it. It bounds a silence and
     * not a run: how much is read at a time must not show in the rows.
     */
    static final int EMPTY_MAX = 1_000;

    static final String FIXED = "windows hold a fixed number of rows";

    /** Defined figures that a finding looks at, this one's among them. */
    private static final int LOOK_BACK = 3;

    private final WindowSpec spec;
    private final ExpectedVolume reference;
    private final NavigableMap<Window, WindowVolume> all = new TreeMap<>();
    private final NavigableMap<Window, Long> rows = new TreeMap<>();

    private VolumeTimeline(WindowSpec spec, ExpectedVolume reference) {
        this.spec = spec;
        this.reference = reference;
    }

    /**
     * The rows that have to be written.
     *
     * @param stored what is known of the version in its environment, in any order
     * @param read the windows of this run
     */
    public static List<WindowVolume> of(
            WindowSpec spec,
            ExpectedVolume reference,
            List<WindowVolume> stored,
            List<WindowAnalysis> read) {
        return read.isEmpty()
                ? List.of()
                : new VolumeTimeline(spec, reference).changed(stored, read);
    }

    private List<WindowVolume> changed(List<WindowVolume> stored, List<WindowAnalysis> read) {
        NavigableMap<Window, WindowVolume> before = new TreeMap<>();
        for (WindowVolume volume : stored) {
            if (ExpectedVolume.isOf(spec, volume.window())) {
                before.put(volume.window(), volume);
                rows.put(volume.window(), volume.n());
            }
        }
        all.putAll(before);
        read.forEach(window -> rows.put(window.window(), window.rows()));
        Window oldest = read.stream().map(WindowAnalysis::window).min(Window::compareTo).get();
        NavigableSet<Window> empty = empty(oldest);
        empty.forEach(window -> rows.put(window, 0L));
        for (WindowAnalysis window : read) {
            put(window.window(), window.label(), window.firstEvent(), window.lastEvent());
        }
        empty.forEach(window -> put(window, spec.label(window), null, null));
        Window from =
                empty.isEmpty() || oldest.compareTo(empty.first()) < 0 ? oldest : empty.first();
        all.tailMap(from, true).keySet().forEach(this::find);
        return all.tailMap(from, true).values().stream()
                .filter(volume -> !volume.equals(before.get(volume.window())))
                .toList();
    }

    /** Windows that are not known in the silences from the one before the oldest read on. */
    private NavigableSet<Window> empty(Window oldest) {
        NavigableSet<Window> empty = new TreeSet<>();
        if (spec instanceof CountWindows) {
            return empty;
        }
        NavigableSet<Window> filled = new TreeSet<>(rows.keySet());
        filled.removeIf(window -> rows.get(window) == 0);
        Window before = filled.lower(oldest);
        Window earlier = null;
        for (Window window : before == null ? filled : filled.tailSet(before, true)) {
            if (earlier != null) {
                addNewest(earlier.end(), window.start(), empty);
            }
            earlier = window;
        }
        return empty;
    }

    /** The newest windows of the silence {@code [from, to)}, but for those that are known. */
    private void addNewest(Instant from, Instant to, NavigableSet<Window> empty) {
        Instant end = to;
        for (int i = 0; i < EMPTY_MAX && from.isBefore(end); i++) {
            Window window = spec.containing(end.minusNanos(1)).orElseThrow();
            if (!rows.containsKey(window)) {
                empty.add(window);
            }
            end = window.start();
        }
    }

    private void put(Window window, String label, Instant first, Instant last) {
        long n = rows.get(window);
        boolean fixed = spec instanceof CountWindows;
        long[] sameHour = fixed ? new long[0] : reference.sameHour(window, rows);
        Figure ratio = Volume.logRatio(n, sameHour);
        String reason = fixed ? FIXED : reference.reason();
        all.put(
                window,
                new WindowVolume(
                        window,
                        label,
                        n,
                        first,
                        last,
                        reference.referenceId(),
                        sameHour.length,
                        Volume.expected(sameHour).orElse(Double.NaN),
                        ratio.orElse(Double.NaN),
                        Finding.INCONCLUSIVE,
                        reasonOf(ratio, sameHour, reason)));
    }

    private static String reasonOf(Figure ratio, long[] sameHour, String none) {
        if (ratio.isDefined()) {
            return "";
        }
        return sameHour.length == 0 ? none : "neither it nor the reference has rows at this hour";
    }

    private void find(Window window) {
        if (Double.isNaN(all.get(window).logRatio())) {
            all.compute(window, (w, volume) -> volume.found(Finding.INCONCLUSIVE));
            return;
        }
        List<Figure> ratios = new ArrayList<>();
        for (WindowVolume volume : all.headMap(window, true).descendingMap().values()) {
            if (!Double.isNaN(volume.logRatio())) {
                ratios.add(0, Figure.of(volume.logRatio()));
            }
            if (ratios.size() == LOOK_BACK) {
                break;
            }
        }
        all.compute(window, (w, volume) -> volume.found(Volume.finding(ratios)));
    }
}
