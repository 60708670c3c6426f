// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.body;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.halflife.http.problem.ProblemException;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the zstd decoder takes, and what it stops at. */
class ZstdTest {

    private static final BodyLimits LIMITS =
            new BodyLimits(200_000, 400_000, 100, Duration.ofSeconds(1));

    @Test
    void inflates_toTheLimitAndNotOneByteMore() {
        byte[] most = noise(400_000);

        assertArrayEquals(most, inflated(zstd(most, 3)));
        assertEquals("body_too_large", refusal(zstd(noise(400_001), 3)));
    }

    @Test
    void inflates_noMoreThanAHundredTimes() {
        byte[] bomb = zstd(new byte[100_000], 3);
        assertTrue(bomb.length * 100 < 100_000, "the case needs a bomb: " + bomb.length);

        assertEquals("ratio_exceeded", refusal(bomb));
    }

    /** 256 MiB of zeros in some 8 KiB: it costs no more memory than the limit. */
    @Test
    void bomb_reservesNoMoreThanTheLimit() {
        byte[] bomb = zstd(new byte[256 << 20], 19);
        ByteBudget budget = new ByteBudget(8L << 20);
        ByteBudget.Reservation reservation = budget.open();

        ProblemException e =
                assertThrows(
                        ProblemException.class, () -> body(bomb, LIMITS, reservation).decoded());

        assertEquals(413, e.problem().status());
        long most = (long) ByteBudget.FACTOR * (bomb.length + LIMITS.inflatedBytes() + 1);
        assertTrue(budget.reserved() <= most, budget.reserved() + " > " + most);
    }

    @Test
    void fullBudget_stopsTheInflation() {
        ByteBudget budget = new ByteBudget(600_000);

        ProblemException e =
                assertThrows(
                        ProblemException.class,
                        () -> body(zstd(noise(400_000), 3), LIMITS, budget.open()).decoded());

        assertEquals("over_capacity", e.problem().code());
    }

    @Test
    void inflates_severalFramesAndPassesSkippableOnesBy() throws IOException {
        byte[] first = noise(100);
        byte[] second = noise(200);
        byte[] skippable = {0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3};
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        frames.write(zstd(first, 3));
        frames.write(skippable);
        frames.write(zstd(second, 3));

        byte[] all = inflated(frames.toByteArray());

        assertArrayEquals(first, Arrays.copyOf(all, 100));
        assertArrayEquals(second, Arrays.copyOfRange(all, 100, 300));
    }

    /** Each byte matters: header, blocks, checksum. */
    @Test
    void cutShortAnywhere_isRefused() {
        byte[] whole = zstd(noise(3000), 3);
        for (int length = 0; length < whole.length; length++) {
            assertEquals("bad_encoding", refusal(Arrays.copyOf(whole, length)), "at " + length);
        }
    }

    @Test
    void corruptOrNone_isRefused() {
        byte[] corrupt = zstd(noise(3000), 3);
        corrupt[corrupt.length - 1] ^= 1;
        assertEquals("bad_encoding", refusal(corrupt));
        assertEquals("bad_encoding", refusal("{\"a\":1}".getBytes(StandardCharsets.UTF_8)));
        byte[] whole = zstd(noise(300), 3);
        assertEquals("bad_encoding", refusal(Arrays.copyOf(whole, whole.length + 5)));
    }

    /** A window descriptor of 16 MiB, on an empty last block. */
    @Test
    void windowOverEightMebibytes_isRefused() {
        byte[] eight = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0, 13 << 3, 1, 0, 0};
        byte[] sixteen = eight.clone();
        sixteen[5] = 14 << 3;

        assertEquals(0, inflated(eight).length);
        assertEquals("bad_encoding", refusal(sixteen));
    }

    @Test
    void decoding_isRefusedOnAnEventLoop() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            byte[] bytes = zstd(noise(10), 3);
            Throwable failure =
                    vertx.<Throwable>executeBlocking(() -> null)
                            .map(nothing -> onEventLoop(bytes))
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get();

            assertEquals(IllegalStateException.class, failure.getClass());
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }

    private static Throwable onEventLoop(byte[] bytes) {
        return assertThrows(
                IllegalStateException.class,
                () -> body(bytes, LIMITS, new ByteBudget(1L << 30).open()).decoded());
    }

    private static byte[] inflated(byte[] sent) {
        Body decoded = body(sent, LIMITS, new ByteBudget(1L << 30).open()).decoded();
        return Arrays.copyOf(decoded.bytes(), decoded.length());
    }

    private static String refusal(byte[] sent) {
        return assertThrows(ProblemException.class, () -> inflated(sent)).problem().code();
    }

    private static Body body(byte[] sent, BodyLimits limits, ByteBudget.Reservation reservation) {
        BodyHeaders headers = new BodyHeaders("application/json", BodyHeaders.ZSTD);
        return new Body(sent, sent.length, headers, limits, reservation);
    }

    private static byte[] zstd(byte[] plain, int level) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZstdOutputStreamNoFinalizer zstd = new ZstdOutputStreamNoFinalizer(out, level)) {
            zstd.setChecksum(true);
            zstd.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Bytes that compress, but less than a hundred times. */
    private static byte[] noise(int length) {
        Random random = new Random(20261122);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i += 8) {
            bytes[i] = (byte) random.nextInt();
        }
        return bytes;
    }
}
