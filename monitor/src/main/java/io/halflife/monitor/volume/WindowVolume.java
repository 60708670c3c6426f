// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.volume;

import io.halflife.monitor.window.Window;
import io.halflife.statistics.quality.Finding;
import java.time.Instant;
import java.util.Objects;

/**
 * The rows of a window beside those of the reference's windows of the same hour.
 *
 * @param n predictions in it
 * @param firstEvent event time of the first one; null without any
 * @param lastEvent event time of the last one; null without any
 * @param referenceId -1 where there is no reference
 * @param referenceWindows windows of the reference of the same hour
 * @param expected the median of their rows; NaN without any
 * @param logRatio ln(n/expected), −∞ without rows; NaN where it is not defined
 * @param finding of this window and the two before it
 * @param reason why there is no figure; empty where there is one
 */
public record WindowVolume(
        Window window,
        String label,
        long n,
        Instant firstEvent,
        Instant lastEvent,
        long referenceId,
        int referenceWindows,
        double expected,
        double logRatio,
        Finding finding,
        String reason) {

    public WindowVolume {
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(finding, "finding");
        Objects.requireNonNull(reason, "reason");
        if (n < 0 || (n == 0) != (firstEvent == null) || (n == 0) != (lastEvent == null)) {
            throw new IllegalArgumentException(
                    "window " + label + " has " + n + " rows: " + firstEvent + ", " + lastEvent);
        }
    }

    WindowVolume found(Finding now) {
        return new WindowVolume(
                window,
                label,
                n,
                firstEvent,
                lastEvent,
                referenceId,
                referenceWindows,
                expected,
                logRatio,
                now,
                reason);
    }
}
