// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.fault;

import io.halflife.launcher.rig.Batch;
import io.halflife.launcher.rig.Items;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongFunction;

/**
 * What a sender knows: a line for every item before it is sent, and one for what it was told. An
 * item without an answer is unknown, never failed. Thread-safe.
 */
final class Ledger implements AutoCloseable {

    /** The best that is known of an item, in the order in which knowledge grows. */
    enum Outcome {
        UNKNOWN,
        REJECTED,
        ACKED
    }

    /** An item as the file has it. */
    record Entry(String hash, Outcome outcome) {}

    private final Path file;
    private final FileChannel channel;
    private final Items items;

    /** A new file, which closing deletes. */
    Ledger(Items items) {
        this.items = items;
        try {
            file = Files.createTempFile("halflife-ledger", ".txt");
            channel = FileChannel.open(file, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** To be called before the first byte leaves. */
    void sent(Batch batch) {
        append(batch, number -> "sent " + items.id(number) + " " + items.hash(number));
    }

    /** They are stored, except for those that were refused by index. */
    void answered(Batch batch, Map<Integer, String> rejected) {
        append(
                batch,
                number -> {
                    String code = rejected.get((int) (number - batch.first()));
                    String outcome = code == null ? "acked" : "rejected";
                    return outcome + " " + items.id(number) + (code == null ? "" : " " + code);
                });
    }

    /** Nobody said what became of them. */
    void unknown(Batch batch, String cause) {
        append(batch, number -> "unknown " + items.id(number) + " " + cause);
    }

    private void append(Batch batch, LongFunction<String> line) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < batch.size(); i++) {
            lines.append(line.apply(batch.first() + i)).append('\n');
        }
        try {
            channel.write(ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All items by id, as the file has them. */
    Map<UUID, Entry> read() {
        try {
            return read(Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<UUID, Entry> read(List<String> lines) {
        Map<UUID, Entry> entries = new HashMap<>();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            UUID id = UUID.fromString(words[1]);
            if (words[0].equals("sent")) {
                entries.putIfAbsent(id, new Entry(words[2], Outcome.UNKNOWN));
            } else {
                Outcome outcome = Outcome.valueOf(words[0].toUpperCase(Locale.ROOT));
                entries.computeIfPresent(id, (key, known) -> better(known, outcome));
            }
        }
        return entries;
    }

    private static Entry better(Entry known, Outcome outcome) {
        return outcome.compareTo(known.outcome()) > 0 ? new Entry(known.hash(), outcome) : known;
    }

    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
