// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import io.halflife.monitor.window.Window;
import java.util.Objects;

/**
 * A closed window whose results are out of date.
 *
 * @param rows predictions that it holds
 * @param labelsOnly nothing but ground truth is new: the features need not be read
 */
public record TouchedWindow(Window window, long rows, boolean labelsOnly) {

    public TouchedWindow {
        Objects.requireNonNull(window, "window");
        if (rows < 1) {
            throw new IllegalArgumentException("a touched window has rows, not " + rows);
        }
    }
}
