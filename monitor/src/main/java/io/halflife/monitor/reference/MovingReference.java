// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.reference;

import io.halflife.monitor.window.Window;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * Windows before the one that is judged, as its reference: the window directly before, or all whose
 * end lies within a length before its start.
 *
 * <p>Law: which windows are taken depends on the judged window and the stored windows alone, never
 * on the run, so that a re-run takes the same.
 *
 * @param length of a trailing reference; null: the window before
 */
public record MovingReference(Duration length) implements Serializable {

    /** The window directly before the one that is judged. */
    public static final MovingReference PREVIOUS = new MovingReference(null);

    /** Of more windows the newest are taken: a year of hours would be read for every column. */
    public static final int WINDOWS_MAX = 1000;

    /** Before the length in a {@link #name}. */
    public static final String TRAILING = "trailing:";

    public MovingReference {
        if (length != null && (length.isZero() || length.isNegative())) {
            throw new IllegalArgumentException("length must be above 0, not " + length);
        }
    }

    /** All windows of the last such stretch. */
    public static MovingReference trailing(Duration length) {
        return new MovingReference(length);
    }

    /** {@code previous}, or {@code trailing:} and the length in ISO 8601. */
    public String name() {
        if (length == null) {
            return "previous";
        }
        boolean wholeDays = length.equals(Duration.ofDays(length.toDays()));
        return TRAILING + (wholeDays ? "P" + length.toDays() + "D" : length.toString());
    }

    /**
     * The windows that are the reference of this one, oldest first; empty when there is none. It
     * takes as long as they are many, however many there are.
     *
     * @param windows without overlaps
     */
    public List<Window> of(Window judged, NavigableSet<Window> windows) {
        Deque<Window> taken = new ArrayDeque<>();
        for (Window window : windows.headSet(judged, false).descendingSet()) {
            boolean overlaps = window.end().isAfter(judged.start());
            if (!overlaps && (taken.size() == WINDOWS_MAX || !isTaken(window, judged))) {
                break;
            }
            if (!overlaps) {
                taken.addFirst(window);
            }
        }
        return List.copyOf(taken);
    }

    private boolean isTaken(Window window, Window judged) {
        return length == null
                ? window.end().equals(judged.start())
                : window.end().isAfter(judged.start().minus(length));
    }

    /** From the start of the first to the end of the last; empty for no windows. */
    public static Optional<Window> stretch(List<Window> ascending) {
        return ascending.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Window(
                                ascending.get(0).start(),
                                ascending.get(ascending.size() - 1).end()));
    }
}
