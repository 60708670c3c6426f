// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.window;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How event time is cut into windows. Every spec is a partition: an instant is in at most one
 * window ({@link CountWindows} ends), and a window depends only on the spec, never on the data
 * around it.
 */
public sealed interface WindowSpec extends Serializable
        permits CalendarWindows, DurationWindows, CountWindows {

    /** The window that holds the instant; empty outside the boundaries of count windows. */
    Optional<Window> containing(Instant instant);

    /**
     * The windows that touch {@code [from, to)}, in order.
     *
     * @throws IllegalArgumentException when there would be more than {@link #WINDOWS_MAX}
     */
    List<Window> covering(Instant from, Instant to);

    /**
     * The window's label, for example {@code 1997-01}; a length that has no calendar name is
     * labelled by its ISO start.
     */
    String label(Window window);

    /** The most windows that one question may span. */
    int WINDOWS_MAX = 100_000;
}
