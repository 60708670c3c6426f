// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.intake;

import io.halflife.monitor.window.Window;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A metric of a version over a stretch of time, as the caller computed it.
 *
 * @param revision 1 and up; the highest of its name and window counts
 * @param n observations behind it, where stated
 * @param standardError of the value, in its unit, where stated
 * @param source who computed it, where stated
 */
public record ReportedMetric(
        String name,
        Window window,
        int revision,
        double value,
        OptionalLong n,
        OptionalDouble standardError,
        Optional<String> source,
        Instant receivedAt) {

    public ReportedMetric {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(n, "n");
        Objects.requireNonNull(standardError, "standardError");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(receivedAt, "receivedAt");
        if (revision < 1 || !Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "not revision >= 1 and finite: " + revision + ", " + value);
        }
    }
}
