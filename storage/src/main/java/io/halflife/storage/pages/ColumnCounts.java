// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.pages;

import io.halflife.monitor.window.Window;
import java.util.Objects;

/**
 * What the columns of a window amount to.
 *
 * @param label the window's label
 * @param columns that were judged: features, outputs and label
 * @param alarm of them in alarm
 * @param watch of them on watch
 * @param inconclusive of them not judged yet, with no alarm standing
 * @param predictions rows of the window
 */
public record ColumnCounts(
        Window window,
        String label,
        int columns,
        int alarm,
        int watch,
        int inconclusive,
        long predictions) {

    public ColumnCounts {
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(label, "label");
    }

    public int clear() {
        return columns - alarm - watch - inconclusive;
    }
}
