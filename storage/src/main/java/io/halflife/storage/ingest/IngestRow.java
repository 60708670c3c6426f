// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import java.util.Arrays;
import java.util.Objects;

/**
 * One encoded row on its way to the log. The outcome is known once the batch's future has completed
 * and not before.
 */
public final class IngestRow {

    private final IngestTable table;
    private final CopyBuffer buffer;
    private final int start;
    private final int keyEnd;
    private final int end;
    private final RowFacts facts;
    private RowOutcome outcome;
    private boolean withoutPrediction;

    IngestRow(IngestTable table, CopyBuffer buffer, int start, int keyEnd, RowFacts facts) {
        this.table = Objects.requireNonNull(table, "table");
        this.buffer = buffer;
        this.start = start;
        this.keyEnd = keyEnd;
        this.end = buffer.size();
        this.facts = Objects.requireNonNull(facts, "facts");
    }

    public IngestTable table() {
        return table;
    }

    public RowFacts facts() {
        return facts;
    }

    /**
     * What became of it.
     *
     * @throws IllegalStateException before its transaction was committed
     */
    public RowOutcome outcome() {
        if (outcome == null) {
            throw new IllegalStateException("the row is not committed yet");
        }
        return outcome;
    }

    /** Whether it is ground truth whose prediction was not found. */
    public boolean isPending() {
        return withoutPrediction;
    }

    void settle(RowOutcome result) {
        outcome = result;
    }

    boolean isSettled() {
        return outcome != null;
    }

    void setPending(boolean pending) {
        withoutPrediction = pending;
    }

    /** Forgets the outcome of a transaction that was rolled back. */
    void unsettle() {
        outcome = null;
        withoutPrediction = false;
    }

    byte[] bytes() {
        return buffer.bytes();
    }

    int start() {
        return start;
    }

    int length() {
        return end - start;
    }

    int keyEnd() {
        return keyEnd;
    }

    boolean hasKeyOf(IngestRow other) {
        return compareKey(other) == 0;
    }

    /** A total order of keys, the same in every writer: two of them never lock in turns. */
    int compareKey(IngestRow other) {
        return Arrays.compareUnsigned(
                bytes(), start, keyEnd, other.bytes(), other.start, other.keyEnd);
    }
}
