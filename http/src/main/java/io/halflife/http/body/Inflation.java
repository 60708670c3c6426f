// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.body;

import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import java.util.Arrays;

/**
 * Where a decoder puts its bytes. It grows by doubling, reserves in the budget before it grows, and
 * stops at the first byte over a limit, so a bomb costs no more than the limit. One use per body.
 */
final class Inflation {

    private static final int FIRST_BYTES = 64 << 10;

    private final int wireBytes;
    private final BodyLimits limits;
    private final ByteBudget.Reservation reservation;
    private final long reservedBefore;
    private byte[] bytes;
    private int size;

    Inflation(int wireBytes, BodyLimits limits, ByteBudget.Reservation reservation) {
        this.wireBytes = wireBytes;
        this.limits = limits;
        this.reservation = reservation;
        this.reservedBefore = (long) ByteBudget.FACTOR * wireBytes;
        this.bytes = new byte[Math.min(FIRST_BYTES, limits.inflatedBytes())];
        reserve(bytes.length);
    }

    /** Replaced when it grows, so ask again after each {@link #room}. */
    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    /**
     * How many bytes fit behind those that are there, at least one. The last is one more than the
     * limit, so that the limit itself still fits and one more is seen.
     */
    int room() {
        if (size == bytes.length) {
            int most = limits.inflatedBytes() + 1;
            int wanted = (int) Math.min(most, 2L * bytes.length);
            reserve(wanted);
            bytes = Arrays.copyOf(bytes, wanted);
        }
        return bytes.length - size;
    }

    /** So many bytes were put there. */
    void add(int more) {
        size += more;
        if (size > limits.inflatedBytes()) {
            throw new ProblemException(
                    Problems.tooLarge(
                            "body_too_large", "inflated body", limits.inflatedBytes(), size));
        }
        if (size > (long) limits.ratio() * wireBytes) {
            throw new ProblemException(
                    Problems.tooLarge(
                            "ratio_exceeded",
                            "inflated bytes per byte sent",
                            limits.ratio(),
                            (size + wireBytes - 1) / wireBytes));
        }
    }

    private void reserve(long wanted) {
        if (!reservation.growTo(reservedBefore + ByteBudget.FACTOR * wanted)) {
            throw Body.overBudget();
        }
    }
}
