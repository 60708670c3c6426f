// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.rehearsal;

import io.halflife.monitor.window.Window;
import java.time.Instant;
import java.util.Optional;

/** How many windows of a range were replayed, and from when to when. */
final class Replayed {

    private final Instant from;
    private final Instant to;
    private long windows;
    private Window first;
    private Window last;

    Replayed(Instant from, Instant to) {
        this.from = from;
        this.to = to;
    }

    void add(Window window) {
        if (!window.start().isBefore(from) && window.start().isBefore(to)) {
            windows++;
            first = first == null ? window : first;
            last = window;
        }
    }

    long windows() {
        return windows;
    }

    /** Empty when there were none. */
    Optional<Window> span() {
        return first == null
                ? Optional.empty()
                : Optional.of(new Window(first.start(), last.end()));
    }
}
