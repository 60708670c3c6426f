// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The valid rows of one request, which are stored all together or not at all. Filled by one thread,
 * then handed to the log and not touched until its future has completed.
 */
public final class IngestBatch {

    private final CopyBuffer buffer = new CopyBuffer();
    private final List<IngestRow> rows = new ArrayList<>();

    /** Where the fields of the next row are written. */
    public CopyBuffer buffer() {
        return buffer;
    }

    /**
     * Ends a row: what was written from {@code start} on, in the order of the table's columns.
     *
     * @param keyEnd where the fields of its key end
     */
    public IngestRow add(IngestTable table, int start, int keyEnd, RowFacts facts) {
        IngestRow row = new IngestRow(table, buffer, start, keyEnd, facts);
        rows.add(row);
        return row;
    }

    /** Ends a row about an item that was refused. */
    public void addReject(int start) {
        add(IngestTable.INGEST_REJECT, start, start, RowFacts.ofReject());
    }

    /** In the order in which they were added. */
    public List<IngestRow> rows() {
        return Collections.unmodifiableList(rows);
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    long bytes() {
        return buffer.size();
    }
}
