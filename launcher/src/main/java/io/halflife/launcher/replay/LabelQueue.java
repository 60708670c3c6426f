// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.replay;

import io.halflife.client.GroundTruth;
import io.halflife.launcher.console.Refusal;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Labels that are not known yet, by the clock at which they will be. Labels beyond a number wait in
 * files, so memory does not grow with the delay. Not thread-safe.
 */
final class LabelQueue implements AutoCloseable {

    private final List<Instant> clocks;
    private final String model;
    private final Path folder;
    private final int heldMax;
    private final Map<Integer, List<GroundTruth>> held = new TreeMap<>();
    private int heldCount;

    /**
     * An empty queue.
     *
     * @param clocks in order; every label is known at the last, at the latest
     * @param folder where waiting labels may be written
     * @param heldMax labels kept in memory
     */
    LabelQueue(List<Instant> clocks, String model, Path folder, int heldMax) {
        this.clocks = List.copyOf(clocks);
        this.model = model;
        this.folder = folder;
        this.heldMax = heldMax;
    }

    void add(GroundTruth label) {
        int found = Collections.binarySearch(clocks, label.observedAt());
        int index = found >= 0 ? found : -found - 1;
        held.computeIfAbsent(index, i -> new ArrayList<>()).add(label);
        heldCount++;
        if (heldCount > heldMax) {
            spill();
        }
    }

    /** Hands out, once, the labels that became known after the clock before this and until it. */
    void drain(int clock, Consumer<GroundTruth> consumer) {
        try {
            Path file = file(clock);
            if (Files.exists(file)) {
                read(file, consumer);
                Files.delete(file);
            }
        } catch (IOException e) {
            throw Refusal.failed("cannot read waiting labels: " + e.getMessage(), e);
        }
        List<GroundTruth> labels = held.remove(clock);
        if (labels != null) {
            heldCount -= labels.size();
            labels.forEach(consumer);
        }
    }

    private Path file(int clock) {
        return folder.resolve("labels-" + clock);
    }

    private void spill() {
        try {
            for (Map.Entry<Integer, List<GroundTruth>> entry : held.entrySet()) {
                try (DataOutputStream out =
                        new DataOutputStream(
                                new BufferedOutputStream(
                                        Files.newOutputStream(
                                                file(entry.getKey()),
                                                StandardOpenOption.CREATE,
                                                StandardOpenOption.APPEND)))) {
                    for (GroundTruth label : entry.getValue()) {
                        write(out, label);
                    }
                }
            }
        } catch (IOException e) {
            throw Refusal.failed("cannot write waiting labels: " + e.getMessage(), e);
        }
        held.clear();
        heldCount = 0;
    }

    private static void write(DataOutputStream out, GroundTruth label) throws IOException {
        out.writeUTF(label.predictionId());
        out.writeLong(micros(label.eventTime()));
        out.writeLong(micros(label.observedAt()));
        out.writeBoolean(label.label() != null);
        if (label.label() != null) {
            out.writeUTF(label.label());
        } else {
            out.writeDouble(label.value());
        }
    }

    private void read(Path file, Consumer<GroundTruth> consumer) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            while (in.available() > 0) {
                String id = in.readUTF();
                Instant eventTime = instant(in.readLong());
                Instant observedAt = instant(in.readLong());
                consumer.accept(
                        in.readBoolean()
                                ? GroundTruth.ofLabel(
                                        model, id, eventTime, in.readUTF(), observedAt)
                                : GroundTruth.ofValue(
                                        model, id, eventTime, in.readDouble(), observedAt));
            }
        }
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** Removes what was not handed out. */
    @Override
    public void close() {
        for (int i = 0; i < clocks.size(); i++) {
            try {
                Files.deleteIfExists(file(i));
            } catch (IOException e) {
                throw Refusal.failed("cannot remove waiting labels: " + e.getMessage(), e);
            }
        }
    }
}
