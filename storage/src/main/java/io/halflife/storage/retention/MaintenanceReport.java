// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.retention;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one round of maintenance did. A job that failed does not stop the others; it is done again
 * by the next round. Filled by one thread.
 */
public final class MaintenanceReport {

    /** What was dropped of one table. */
    public record Dropped(int partitions, long rows, long bytes) {

        Dropped plus(Dropped that) {
            return new Dropped(partitions + that.partitions, rows + that.rows, bytes + that.bytes);
        }
    }

    private final Map<String, Dropped> dropped = new TreeMap<>();
    private final Map<String, Exception> failures = new LinkedHashMap<>();
    private long labelsMatched;
    private long labelsExpired;
    private long latenciesMerged;
    private int closed;
    private int postponed;
    private int unarchived;

    void drop(String table, int partitions, long rows, long bytes) {
        dropped.merge(table, new Dropped(partitions, rows, bytes), Dropped::plus);
    }

    void endWaiting(long matched, long expired) {
        labelsMatched += matched;
        labelsExpired += expired;
    }

    void merge(long rows) {
        latenciesMerged += rows;
    }

    void close() {
        closed++;
    }

    void postpone() {
        postponed++;
    }

    void awaitArchive() {
        unarchived++;
    }

    void fail(String job, Exception failure) {
        failures.put(job, failure);
    }

    /** By table. */
    public Map<String, Dropped> dropped() {
        return Map.copyOf(dropped);
    }

    /** By job; empty when all went well. */
    public Map<String, Exception> failures() {
        return Map.copyOf(failures);
    }

    /** Labels without event time that became ground truth of their predictions at the end. */
    public long labelsMatched() {
        return labelsMatched;
    }

    /** Labels without event time whose prediction never came. */
    public long labelsExpired() {
        return labelsExpired;
    }

    /** Latency rows that were merged with others of their minute. */
    public long latenciesMerged() {
        return latenciesMerged;
    }

    /** Partitions that were frozen and analysed. */
    public int partitionsClosed() {
        return closed;
    }

    /** Whether nothing is left to be done again. */
    public boolean isComplete() {
        return failures.isEmpty() && postponed == 0;
    }

    /** Partitions that are old enough to be dropped and lie in no archive yet. */
    public int unarchived() {
        return unarchived;
    }

    /** Drops that somebody's lock held up; the next round goes on with them. */
    public int postponed() {
        return postponed;
    }
}
