// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.client.GroundTruth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelQueueTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir Path folder;

    private static Instant day(double days) {
        return START.plusMillis((long) (days * Duration.ofDays(1).toMillis()));
    }

    private static GroundTruth label(int i, Instant knownAt) {
        return i % 2 == 0
                ? GroundTruth.ofLabel("m", "id-" + i, START, "ok", knownAt)
                : GroundTruth.ofValue("m", "id-" + i, START, i / 3.0, knownAt);
    }

    /** Whatever waits in files and whatever in memory: each label at its clock, once. */
    @Test
    void drain_handsOutEachLabelAtItsClock() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Instant> clocks = List.of(day(1), day(2), day(10), day(40));
        List<GroundTruth> all = new ArrayList<>();
        try (LabelQueue queue = new LabelQueue(clocks, "m", folder, 100)) {
            for (int i = 0; i < 1234; i++) {
                GroundTruth label = label(i, day(random.nextDouble() * 40));
                all.add(label);
                queue.add(label);
            }
            for (int clock = 0; clock < clocks.size(); clock++) {
                Set<GroundTruth> due = new HashSet<>();
                queue.drain(clock, due::add);
                assertEquals(expected(all, clocks, clock), due, "seed " + seed);
            }
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(0, left.count());
        }
    }

    private static Set<GroundTruth> expected(
            List<GroundTruth> all, List<Instant> clocks, int clock) {
        Set<GroundTruth> due = new HashSet<>(all);
        due.removeIf(l -> l.observedAt().isAfter(clocks.get(clock)));
        if (clock > 0) {
            due.removeIf(l -> !l.observedAt().isAfter(clocks.get(clock - 1)));
        }
        return due;
    }

    @Test
    void drain_labelKnownAtTheClockItself_isDue() {
        List<GroundTruth> due = new ArrayList<>();
        try (LabelQueue queue = new LabelQueue(List.of(day(1), day(2)), "m", folder, 10)) {
            queue.add(label(2, day(1)));
            queue.drain(0, due::add);
        }

        assertEquals(1, due.size());
    }

    @Test
    void close_removesWhatWasNotHandedOut() throws Exception {
        try (LabelQueue queue = new LabelQueue(List.of(day(1), day(2)), "m", folder, 1)) {
            Stream.of(1, 2, 3, 4)
                    .sorted(Comparator.reverseOrder())
                    .forEach(i -> queue.add(label(i, day(1.5))));
            try (Stream<Path> files = Files.list(folder)) {
                assertEquals(1, files.count());
            }
        }

        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(0, left.count());
        }
    }
}
