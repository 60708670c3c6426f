// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.body;

import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
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

    private final byte[] in;
    private final int end;
    private final Inflation out;
    private int at;

    private Gzip(Body body, Inflation out) {
        this.in = body.bytes();
        this.end = body.length();
        this.out = out;
    }

    static Body inflate(Body body, BodyLimits limits, ByteBudget.Reservation reservation) {
        Inflation out = new Inflation(body.length(), limits, reservation);
        Gzip gzip = new Gzip(body, out);
        do {
            gzip.member();
        } while (gzip.at < gzip.end);
        return body.withBytes(out.bytes(), out.size());
    }

    private void member() {
        header();
        int start = out.size();
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
        int room = out.room();
        int n = inflater.inflate(out.bytes(), out.size(), room);
        out.add(n);
        if (n == 0
                && !inflater.finished()
                && (inflater.needsInput() || inflater.needsDictionary())) {
            throw bad("the gzip data end before their end mark");
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
        int length = out.size() - start;
        checksum.update(out.bytes(), start, length);
        if (littleEndian(at) != (int) checksum.getValue() || littleEndian(at + 4) != length) {
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
