// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.pages;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.window.Window;
import java.util.Objects;

/**
 * The verdicts of one window taken together.
 *
 * @param label the window's label
 * @param columns that were judged
 * @param drifted of them DRIFTED in this window
 * @param alarm of them in alarm
 * @param watch of them on watch
 * @param inconclusive of them INCONCLUSIVE in this window
 * @param effect the largest effect; NaN when no column has one
 * @param worst the column that has it; null when none has
 */
public record DriftStep(
        Window window,
        String label,
        int columns,
        int drifted,
        int alarm,
        int watch,
        int inconclusive,
        double effect,
        Column worst) {

    public DriftStep {
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(label, "label");
    }
}
