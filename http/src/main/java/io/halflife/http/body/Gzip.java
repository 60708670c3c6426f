// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.body;

import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates gzip (RFC 1952) within limits. It reads on while members follow each other, checks the
 * length and checksum of each, demands the end mark, and stops at the first byte over a limit, so a
 * bomb costs no more than the limit. One use per body.
 */
final class Gzip {

    private static final int HEADER = 10;
    private static final int TRAILER = 8;
    private static final int FLAG_HEADER_CHECKSUM = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int FLAGS_RESERVED = 0xE0;
    private static final int FIRST_BYTES = 64 << 10;

    private final byte[] in;
    private final int end;
    private final BodyLimits limits;
    private final ByteBudget.Reservation reservation;
    private final long reservedBefore;
    private byte[] out;
    private int size;
    private int at;

    private Gzip(Body body, BodyLimits limits, ByteBudget.Reservation reservation) {
        this.in = body.bytes();
        this.end = body.length();
        this.limits = limits;
        this.reservation = reservation;
        this.reservedBefore = (long) ByteBudget.FACTOR * end;
        this.out = new byte[Math.min(FIRST_BYTES, limits.inflatedBytes())];
    }

    static Body inflate(Body body, BodyLimits limits, ByteBudget.Reservation reservation) {
        Gzip gzip = new Gzip(body, limits, reservation);
        gzip.reserve(gzip.out.length);
        do {
            gzip.member();
        } while (gzip.at < gzip.end);
        return body.withBytes(gzip.out, gzip.size);
    }

    private void member() {
        header();
        int start = size;
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(in, at, end - at);
            while (!inflater.finished()) {
                step(inflater);
            }
            at = end - inflater.getRemaining();
        } catch (DataFormatException e) {
            throw bad("the gzip data are corrupt");
        } finally {
            inflater.end();
        }
        trailer(start);
    }

    private void step(Inflater inflater) throws DataFormatException {
        ensureRoom();
        int n = inflater.inflate(out, size, out.length - size);
        size += n;
        if (size > limits.inflatedBytes()) {
            throw new ProblemException(
                    Problems.tooLarge(
                            "body_too_large", "inflated body", limits.inflatedBytes(), size));
        }
        if (size > (long) limits.ratio() * end) {
            throw new ProblemException(
                    Problems.tooLarge(
                            "ratio_exceeded",
                            "inflated bytes per byte sent",
                            limits.ratio(),
                            (size + end - 1) / end));
        }
        if (n == 0
                && !inflater.finished()
                && (inflater.needsInput() || inflater.needsDictionary())) {
            throw bad("the gzip data end before their end mark");
        }
    }

    /** One byte more than the limit, so that the limit itself still fits and one more is seen. */
    private void ensureRoom() {
        if (size < out.length) {
            return;
        }
        int most = limits.inflatedBytes() + 1;
        int wanted = (int) Math.min(most, 2L * out.length);
        reserve(wanted);
        out = Arrays.copyOf(out, wanted);
    }

    private void reserve(long bytes) {
        if (!reservation.growTo(reservedBefore + ByteBudget.FACTOR * bytes)) {
            throw Body.overBudget();
        }
    }

    private void header() {
        need(HEADER);
        boolean magic = (in[at] & 0xFF) == 0x1F && (in[at + 1] & 0xFF) == 0x8B && in[at + 2] == 8;
        int flags = in[at + 3];
        if (!magic || (flags & FLAGS_RESERVED) != 0) {
            throw bad("it is not gzip");
        }
        at += HEADER;
        if ((flags & FLAG_EXTRA) != 0) {
            need(2);
            int extra = (in[at] & 0xFF) | (in[at + 1] & 0xFF) << 8;
            need(2 + extra);
            at += 2 + extra;
        }
        skipText((flags & FLAG_NAME) != 0);
        skipText((flags & FLAG_COMMENT) != 0);
        if ((flags & FLAG_HEADER_CHECKSUM) != 0) {
            need(2);
            at += 2;
        }
    }

    private void skipText(boolean present) {
        if (!present) {
            return;
        }
        while (at < end && in[at] != 0) {
            at++;
        }
        need(1);
        at++;
    }

    private void trailer(int start) {
        need(TRAILER);
        CRC32 checksum = new CRC32();
        checksum.update(out, start, size - start);
        if (littleEndian(at) != (int) checksum.getValue() || littleEndian(at + 4) != size - start) {
            throw bad("the gzip checksum does not match");
        }
        at += TRAILER;
    }

    private int littleEndian(int from) {
        return (in[from] & 0xFF)
                | (in[from + 1] & 0xFF) << 8
                | (in[from + 2] & 0xFF) << 16
                | (in[from + 3] & 0xFF) << 24;
    }

    private void need(int bytes) {
        if (end - at < bytes) {
            throw bad("the gzip data end before their end mark");
        }
    }

    private static ProblemException bad(String why) {
        return new ProblemException(Problems.badEncoding(why));
    }
}
