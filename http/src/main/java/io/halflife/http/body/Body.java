// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.body;

import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.vertx.core.Context;
import java.util.List;

/**
 * A request body in memory. The array is handed over, not copied: whoever holds the body may read
 * it and must not write it. The reservation is closed by the exchange when its answer is written,
 * unless {@link #takeReservation} handed it to somebody who holds the bytes for longer.
 */
public final class Body {

    /** The content encodings that are taken. */
    public static final List<String> ENCODINGS = BodyHeaders.ENCODINGS;

    private final byte[] bytes;
    private final int length;
    private final String mediaType;
    private final String encoding;
    private final BodyLimits limits;
    private final ByteBudget.Reservation reservation;
    private boolean taken;

    Body(
            byte[] bytes,
            int length,
            BodyHeaders headers,
            BodyLimits limits,
            ByteBudget.Reservation reservation) {
        this.bytes = bytes;
        this.length = length;
        this.mediaType = headers.mediaType();
        this.encoding = headers.encoding();
        this.limits = limits;
        this.reservation = reservation;
    }

    /** The bytes; only the first {@link #length} count. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Lower case, without parameters; for example {@code application/json}. */
    public String mediaType() {
        return mediaType;
    }

    /** One of {@link #ENCODINGS}. */
    public String encoding() {
        return encoding;
    }

    /**
     * The body without its content encoding. Takes processor time: call it on a worker thread.
     *
     * @throws ProblemException when it cannot be decoded or grows beyond the limits
     * @throws IllegalStateException on an event loop
     */
    public Body decoded() {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("a body is decoded on a worker, not on an event loop");
        }
        return switch (encoding) {
            case BodyHeaders.GZIP -> Gzip.inflate(this, limits, reservation);
            case BodyHeaders.ZSTD -> Zstd.inflate(this, limits, reservation);
            default -> this;
        };
    }

    Body withBytes(byte[] inflated, int inflatedLength) {
        return new Body(
                inflated,
                inflatedLength,
                new BodyHeaders(mediaType, BodyHeaders.IDENTITY),
                limits,
                reservation);
    }

    /** From now on the caller closes the reservation. */
    public ByteBudget.Reservation takeReservation() {
        taken = true;
        return reservation;
    }

    /** Closes the reservation unless it was taken. */
    public void release() {
        if (!taken) {
            reservation.close();
        }
    }

    static ProblemException overBudget() {
        return new ProblemException(
                Problems.unavailable(
                        "over_capacity", "the server holds as many bytes as it may; try again"));
    }
}
