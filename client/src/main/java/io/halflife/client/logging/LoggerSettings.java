// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.logging;

import io.halflife.client.ClientSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a logger queues and sends.
 *
 * @param sending address, key, batches, retries
 * @param queueItemsMax items that wait in memory
 * @param queueBytesMax JSON bytes that wait in memory
 * @param batchDelayMax an item waits at most so long for others
 * @param closeWithin what {@code close()} and the end of the process may take
 * @param spoolFile where to keep what cannot be sent in time; empty for nowhere
 * @param spoolBytesMax of that file
 */
public record LoggerSettings(
        ClientSettings sending,
        int queueItemsMax,
        long queueBytesMax,
        Duration batchDelayMax,
        Duration closeWithin,
        Optional<Path> spoolFile,
        long spoolBytesMax) {

    private static final Duration BATCH_DELAY_MAX = Duration.ofMinutes(1);

    public LoggerSettings {
        Objects.requireNonNull(sending, "sending");
        Objects.requireNonNull(spoolFile, "spoolFile");
        require(queueItemsMax >= 1, "queueItemsMax is below 1: " + queueItemsMax);
        require(queueBytesMax >= 1, "queueBytesMax is below 1: " + queueBytesMax);
        require(spoolBytesMax >= 1, "spoolBytesMax is below 1: " + spoolBytesMax);
        require(
                batchDelayMax.toMillis() >= 1 && batchDelayMax.compareTo(BATCH_DELAY_MAX) <= 0,
                "batchDelayMax is not between 1 ms and 1 min: " + batchDelayMax);
        require(!closeWithin.isNegative(), "closeWithin is negative: " + closeWithin);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /**
     * What a serving app wants.
     *
     * @param collector for example {@code http://127.0.0.1:8080}
     * @param apiKey the empty string where none is needed
     */
    public static LoggerSettings of(URI collector, String apiKey) {
        return new LoggerSettings(
                ClientSettings.of(collector, apiKey),
                10_000,
                16 << 20,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Optional.empty(),
                64 << 20);
    }

    /** The same with other ways of sending. */
    public LoggerSettings withSending(ClientSettings other) {
        return new LoggerSettings(
                other,
                queueItemsMax,
                queueBytesMax,
                batchDelayMax,
                closeWithin,
                spoolFile,
                spoolBytesMax);
    }

    /** The same with another queue. */
    public LoggerSettings withQueue(int itemsMax, long bytesMax) {
        return new LoggerSettings(
                sending, itemsMax, bytesMax, batchDelayMax, closeWithin, spoolFile, spoolBytesMax);
    }

    /** The same with another wait for a batch to fill. */
    public LoggerSettings withBatchDelay(Duration max) {
        return new LoggerSettings(
                sending, queueItemsMax, queueBytesMax, max, closeWithin, spoolFile, spoolBytesMax);
    }

    /** The same with another budget for the close. */
    public LoggerSettings withCloseWithin(Duration budget) {
        return new LoggerSettings(
                sending,
                queueItemsMax,
                queueBytesMax,
                batchDelayMax,
                budget,
                spoolFile,
                spoolBytesMax);
    }

    /** The same with a file that keeps what cannot be sent in time. */
    public LoggerSettings withSpool(Path file, long bytesMax) {
        return new LoggerSettings(
                sending,
                queueItemsMax,
                queueBytesMax,
                batchDelayMax,
                closeWithin,
                Optional.of(file),
                bytesMax);
    }
}
