// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import io.halflife.statistics.distribution.LogBuckets;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the latencies of newly stored predictions, per version, environment and minute, and writes
 * the counts in the transaction of the rows: what is counted is exactly what is stored.
 */
final class LatencyDeltas {

    private static final List<String> COLUMNS =
            List.of(
                    "version_id",
                    "environment",
                    "minute",
                    "bucket",
                    "n",
                    "total",
                    "sum_seconds",
                    "min_seconds",
                    "max_seconds");

    private final Map<Minute, Counts> minutes = new HashMap<>();

    private record Minute(int versionId, String environment, long startMicros) {}

    private static final class Counts {
        private final TreeMap<Integer, Integer> buckets = new TreeMap<>();
        private long total;
        private double sum;
        private double min = Double.POSITIVE_INFINITY;
        private double max = Double.NEGATIVE_INFINITY;

        void add(double seconds) {
            buckets.merge(LogBuckets.bucketOf(seconds), 1, Integer::sum);
            total++;
            sum += seconds;
            min = Math.min(min, seconds);
            max = Math.max(max, seconds);
        }
    }

    /** Counts a row that has just been stored; one without latency counts nothing. */
    void add(RowFacts facts) {
        if (Double.isNaN(facts.latencySeconds())) {
            return;
        }
        long minute = 60 * PgTime.MICROS_PER_SECOND;
        long start = Math.floorDiv(facts.eventMicros(), minute) * minute;
        minutes.computeIfAbsent(
                        new Minute(facts.versionId(), facts.environment(), start),
                        m -> new Counts())
                .add(facts.latencySeconds());
    }

    void write(Connection connection) throws SQLException {
        if (minutes.isEmpty()) {
            return;
        }
        CopyBuffer buffer = new CopyBuffer();
        minutes.forEach((minute, counts) -> encode(buffer, minute, counts));
        CopyStream.sendEncoded(connection, "latency_delta", COLUMNS, buffer.bytes(), buffer.size());
    }

    private static void encode(CopyBuffer buffer, Minute minute, Counts counts) {
        buffer.fieldCount(COLUMNS.size());
        buffer.int4(minute.versionId);
        buffer.text(minute.environment.getBytes(StandardCharsets.UTF_8));
        buffer.timestamp(minute.startMicros);
        int n = counts.buckets.size();
        int[] buckets = counts.buckets.keySet().stream().mapToInt(Integer::intValue).toArray();
        int[] numbers = counts.buckets.values().stream().mapToInt(Integer::intValue).toArray();
        buffer.intArray(buckets, n, false);
        buffer.intArray(numbers, n, true);
        buffer.int8(counts.total);
        buffer.float8(counts.sum);
        buffer.float8(counts.min);
        buffer.float8(counts.max);
    }
}
