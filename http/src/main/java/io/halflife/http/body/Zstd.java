// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.body;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * Inflates Zstandard (RFC 8878) within limits: it reads on while frames follow each other, checks
 * their checksums, demands the end of the last one and refuses dictionaries and windows over 8 MiB.
 * What a frame claims of its length is not believed. The window is native memory, at most 8.4 MiB
 * for each worker that decodes. One use per body.
 */
final class Zstd {

    private static final int WINDOW_LOG_MAX =
            Integer.numberOfTrailingZeros(BodyLimits.ZSTD_WINDOW_BYTES_MAX);

    private Zstd() {}

    static Body inflate(Body body, BodyLimits limits, ByteBudget.Reservation reservation) {
        if (body.length() == 0) {
            throw bad();
        }
        Inflation out = new Inflation(body.length(), limits, reservation);
        ByteArrayInputStream in = new ByteArrayInputStream(body.bytes(), 0, body.length());
        try (ZstdInputStreamNoFinalizer frames = new ZstdInputStreamNoFinalizer(in)) {
            frames.setLongMax(WINDOW_LOG_MAX);
            read(frames, out);
        } catch (IOException e) {
            throw bad();
        }
        return body.withBytes(out.bytes(), out.size());
    }

    private static void read(ZstdInputStreamNoFinalizer frames, Inflation out) throws IOException {
        int n = 0;
        while (n >= 0) {
            int room = out.room();
            n = frames.read(out.bytes(), out.size(), room);
            out.add(Math.max(0, n));
        }
    }

    private static ProblemException bad() {
        return new ProblemException(
                Problems.badEncoding(
                        "the zstd data are corrupt, end before their end mark, or need a dictionary"
                                + " or a window over 8 MiB"));
    }
}
