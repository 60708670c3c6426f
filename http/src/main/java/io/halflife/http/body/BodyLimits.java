// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.body;

import java.time.Duration;

/**
 * How large a body may be and how long it may take.
 *
 * @param wireBytes bytes as sent
 * @param inflatedBytes bytes after decoding
 * @param ratio inflated bytes per byte sent
 * @param deadline from the first to the last byte
 */
public record BodyLimits(int wireBytes, int inflatedBytes, int ratio, Duration deadline) {

    /** How far back a zstd frame may refer: what RFC 8878 asks every decoder to take. */
    public static final int ZSTD_WINDOW_BYTES_MAX = 8 << 20;

    public static final BodyLimits DEFAULTS =
            new BodyLimits(5 << 20, 8 << 20, 100, Duration.ofSeconds(30));

    public BodyLimits {
        if (wireBytes < 1 || inflatedBytes < wireBytes || ratio < 1) {
            throw new IllegalArgumentException(
                    "not 1 <= wire <= inflated and ratio >= 1: "
                            + wireBytes
                            + ", "
                            + inflatedBytes
                            + ", "
                            + ratio);
        }
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("deadline is not positive: " + deadline);
        }
    }
}
