// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.outline;

import io.halflife.monitor.window.Window;
import java.util.Objects;

/** A window that has verdicts, and how it is called. */
public record JudgedWindow(Window window, String label) {

    public JudgedWindow {
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(label, "label");
    }
}
