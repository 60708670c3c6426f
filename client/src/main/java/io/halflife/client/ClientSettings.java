// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * How a client sends.
 *
 * @param collector for example {@code http://127.0.0.1:8080}
 * @param apiKey the empty string where none is needed
 * @param batchItemsMax items of one request
 * @param batchBytesMax JSON bytes of one request; an item that is larger goes alone
 * @param gzipBytesMin bodies of at least this many bytes are compressed; never where it is
 *     Integer.MAX_VALUE
 * @param requestTimeout for one try
 * @param retryDelayFirst the first retry waits a random time up to this; each further one twice it
 * @param retryDelayMax no retry waits longer, unless the server asks for it
 * @param retryFor how long a batch is tried before it is given up
 */
public record ClientSettings(
        URI collector,
        String apiKey,
        int batchItemsMax,
        int batchBytesMax,
        int gzipBytesMin,
        Duration requestTimeout,
        Duration retryDelayFirst,
        Duration retryDelayMax,
        Duration retryFor) {

    private static final int DELETE = 127;

    public ClientSettings {
        Objects.requireNonNull(collector, "collector");
        Objects.requireNonNull(apiKey, "apiKey");
        requireAddress(collector);
        if (!apiKey.chars().allMatch(c -> c > ' ' && c < DELETE)) {
            // Never the key itself.
            throw new IllegalArgumentException("apiKey has characters that no key has");
        }
        if (batchItemsMax < 1 || batchBytesMax < 1) {
            throw new IllegalArgumentException(
                    "a batch has at least one item and byte: "
                            + batchItemsMax
                            + ", "
                            + batchBytesMax);
        }
        if (retryDelayFirst.compareTo(retryDelayMax) > 0) {
            throw new IllegalArgumentException(
                    "the first delay is above the largest: "
                            + retryDelayFirst
                            + ", "
                            + retryDelayMax);
        }
    }

    private static void requireAddress(URI collector) {
        boolean isHttp =
                "http".equals(collector.getScheme()) || "https".equals(collector.getScheme());
        if (!isHttp || collector.getHost() == null) {
            throw new IllegalArgumentException(
                    "collector is not like http://host:8080: " + collector);
        }
    }

    /** The address of a door; a collector behind a path keeps its path. */
    public URI door(String path) {
        String base = collector.toString();
        return URI.create(
                (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    /** What a serving app wants. */
    public static ClientSettings of(URI collector, String apiKey) {
        return new ClientSettings(
                collector,
                apiKey,
                500,
                1 << 20,
                1 << 10,
                Duration.ofSeconds(10),
                Duration.ofMillis(500),
                Duration.ofSeconds(30),
                Duration.ofMinutes(15));
    }

    /** The same with other batches; servers take at most 10 000 items and 5 MiB by default. */
    public ClientSettings withBatches(int itemsMax, int bytesMax) {
        return new ClientSettings(
                collector,
                apiKey,
                itemsMax,
                bytesMax,
                gzipBytesMin,
                requestTimeout,
                retryDelayFirst,
                retryDelayMax,
                retryFor);
    }

    /** The same with another patience. */
    public ClientSettings withRetries(Duration first, Duration max, Duration forAtMost) {
        return new ClientSettings(
                collector,
                apiKey,
                batchItemsMax,
                batchBytesMax,
                gzipBytesMin,
                requestTimeout,
                first,
                max,
                forAtMost);
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "ClientSettings[collector=" + collector + "]";
    }
}
