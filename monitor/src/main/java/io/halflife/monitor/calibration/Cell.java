// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.calibration;

import io.halflife.monitor.window.Window;
import java.io.Serializable;
import java.util.Comparator;
import java.util.Objects;

/**
 * The rows of a reference that lie in one of its windows and in one slot of its season: so that
 * they can be put together by either.
 *
 * @param slot 0 where the reference is pooled
 */
public record Cell(Window window, int slot) implements Comparable<Cell>, Serializable {

    private static final Comparator<Cell> ORDER =
            Comparator.comparing(Cell::window).thenComparing(Cell::slot);

    public Cell {
        Objects.requireNonNull(window, "window");
    }

    @Override
    public int compareTo(Cell other) {
        return ORDER.compare(this, other);
    }
}
