// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.spool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolFileTest {

    private static final int HEADER = 20;

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("deeper/halflife.spool");
    }

    private SpoolFile open(long bytesMax) throws IOException {
        return SpoolFile.open(file, bytesMax).orElseThrow();
    }

    private static SpoolRecord record(String... items) {
        return new SpoolRecord(
                1, List.of(items).stream().map(s -> s.getBytes(StandardCharsets.UTF_8)).toList());
    }

    private static List<String> texts(SpoolRecord record) {
        return record.items().stream().map(b -> new String(b, StandardCharsets.UTF_8)).toList();
    }

    private static List<String> drain(SpoolFile spool) throws IOException {
        List<String> all = new ArrayList<>();
        while (spool.items() > 0) {
            all.addAll(texts(spool.oldest().orElseThrow()));
            spool.acknowledge();
        }
        return all;
    }

    @Test
    void records_comeBackInOrderInAnotherProcess() throws IOException {
        try (SpoolFile spool = open(1 << 20)) {
            assertTrue(spool.append(record("a", "b")));
            assertTrue(spool.append(record("c")));
        }
        try (SpoolFile spool = open(1 << 20)) {
            assertEquals(3, spool.recoveredItems());
            assertEquals(1, spool.oldest().orElseThrow().kind());
            assertEquals(List.of("a", "b", "c"), drain(spool));
            assertTrue(spool.oldest().isEmpty());
        }
        assertEquals(HEADER, Files.size(file), "what was sent takes no room");
    }

    @Test
    void acknowledged_doesNotComeBack() throws IOException {
        try (SpoolFile spool = open(1 << 20)) {
            spool.append(record("a"));
            spool.append(record("b"));
            spool.acknowledge();
        }
        try (SpoolFile spool = open(1 << 20)) {
            assertEquals(List.of("b"), drain(spool));
        }
    }

    /** The process may end at any byte of a write. */
    @Test
    void tornTail_isCutOffAtEveryLength() throws IOException {
        try (SpoolFile spool = open(1 << 20)) {
            spool.append(record("kept"));
            spool.append(record("torn"));
        }
        byte[] whole = Files.readAllBytes(file);
        int recordBytes = (whole.length - HEADER) / 2;
        for (int length = HEADER + recordBytes + 1; length < whole.length; length++) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            try (SpoolFile spool = open(1 << 20)) {
                assertEquals(length - HEADER - recordBytes, spool.damagedBytes());
                assertTrue(spool.append(record("new")));
                assertEquals(List.of("kept", "new"), drain(spool), "cut at " + length);
            }
        }
    }

    @Test
    void damagedByte_isFoundWhereverItIs() throws IOException {
        try (SpoolFile spool = open(1 << 20)) {
            spool.append(record("first"));
            spool.append(record("second"));
        }
        byte[] whole = Files.readAllBytes(file);
        int recordBytes = 8 + 1 + 4 + 4 + "first".length();
        for (int at = HEADER + recordBytes; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x40;
            Files.write(file, damaged);
            try (SpoolFile spool = open(1 << 20)) {
                assertEquals(List.of("first"), drain(spool), "damaged at " + at);
                assertEquals(whole.length - HEADER - recordBytes, spool.damagedBytes());
            }
        }
    }

    @Test
    void tornHeader_givesEverythingAgain() throws IOException {
        try (SpoolFile spool = open(1 << 20)) {
            spool.append(record("a"));
            spool.append(record("b"));
            spool.acknowledge();
        }
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.seek(12);
            raw.write(0x7F);
        }
        try (SpoolFile spool = open(1 << 20)) {
            assertEquals(List.of("a", "b"), drain(spool));
        }
    }

    @Test
    void headerCutShort_isBegunAgain() throws IOException {
        open(1 << 20).close();
        byte[] header = Files.readAllBytes(file);
        for (int length = 1; length < HEADER; length++) {
            Files.write(file, java.util.Arrays.copyOf(header, length));
            try (SpoolFile spool = open(1 << 20)) {
                spool.append(record("a"));
                assertEquals(List.of("a"), drain(spool));
            }
        }
    }

    @Test
    void foreignFile_isLeftAlone() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "the accounts of 2026, which are nobody's spool");

        assertThrows(IOException.class, () -> open(1 << 20));

        assertEquals("the accounts of 2026, which are nobody's spool", Files.readString(file));
    }

    @Test
    void secondHolder_getsAFileOfItsOwn() throws IOException {
        try (SpoolFile first = open(1 << 20);
                SpoolFile second = open(1 << 20)) {
            assertEquals(file, first.path());
            assertEquals("halflife.spool.1", second.path().getFileName().toString());
        }
    }

    @Test
    void file_isItsOwnersAlone() throws IOException {
        open(1 << 20).close();

        assertEquals(
                "rw-------",
                java.nio.file.attribute.PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(file)));
    }

    /** Against a plain queue, with reopening at random; the bound is never passed. */
    @Test
    void file_behavesLikeABoundedQueue() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long bytesMax = 2_000;
        Deque<String> expected = new ArrayDeque<>();
        SpoolFile spool = open(bytesMax);
        int refused = 0;
        for (int i = 0; i < 5_000; i++) {
            int move = random.nextInt(20);
            if (move < 10) {
                String item = i + "x".repeat(random.nextInt(100));
                if (spool.append(record(item))) {
                    expected.add(item);
                } else {
                    refused++;
                }
            } else if (move < 19 && !expected.isEmpty()) {
                assertArrayEquals(
                        expected.poll().getBytes(StandardCharsets.UTF_8),
                        spool.oldest().orElseThrow().items().get(0),
                        "seed " + seed);
                spool.acknowledge();
            } else if (move == 19) {
                spool.close();
                spool = open(bytesMax);
            }
            assertEquals(expected.size(), spool.items(), "seed " + seed);
            assertTrue(Files.size(file) <= bytesMax, "seed " + seed);
        }
        spool.close();
        assertFalse(refused == 0, "the bound was never met, seed " + seed);
    }
}
