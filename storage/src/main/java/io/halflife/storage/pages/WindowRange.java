// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.pages;

import io.halflife.monitor.window.Window;
import java.time.Instant;
import java.util.Objects;

/**
 * Which windows a page asks for.
 *
 * @param from windows that start here or later
 * @param to and before this instant
 * @param after the last window of the page before; null on the first page
 * @param newestFirst the order
 * @param allCuts also windows that earlier policies cut otherwise
 */
public record WindowRange(
        Instant from, Instant to, Window after, boolean newestFirst, boolean allCuts) {

    public WindowRange {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
    }
}
