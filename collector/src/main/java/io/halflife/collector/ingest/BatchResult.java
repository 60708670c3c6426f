// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.ingest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.collector.item.ParsedBatch;
import io.halflife.collector.item.RefusedItem;
import io.halflife.monitor.model.Violation;
import io.halflife.storage.ingest.IngestRow;
import io.halflife.storage.ingest.IngestTable;
import io.halflife.storage.ingest.RowOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What became of each item of a request, once the rows are committed. Accepted, duplicates and
 * rejected add up to received.
 */
final class BatchResult {

    private static final int ERRORS_MAX = 100;

    private final ItemKind kind;
    private final ParsedBatch batch;
    private final List<RefusedItem> refused;
    private int accepted;
    private int duplicates;
    private int pending;
    private boolean frozen;

    private BatchResult(ItemKind kind, ParsedBatch batch) {
        this.kind = kind;
        this.batch = batch;
        this.refused = new ArrayList<>(batch.refused());
        this.duplicates = batch.repeats();
    }

    /**
     * Counts.
     *
     * @param batch whose rows are committed, or which has none
     */
    static BatchResult of(ItemKind kind, ParsedBatch batch) {
        BatchResult result = new BatchResult(kind, batch);
        for (IngestRow row : batch.rows().rows()) {
            if (row.table() != IngestTable.INGEST_REJECT) {
                result.count(row);
            }
        }
        result.refused.sort(Comparator.comparingInt(RefusedItem::index));
        return result;
    }

    private void count(IngestRow row) {
        RowOutcome outcome = row.outcome();
        switch (outcome) {
            case STORED -> accepted++;
            case DUPLICATE -> duplicates++;
            default -> {
                frozen |= outcome == RowOutcome.FROZEN;
                refused.add(refusalOf(row));
            }
        }
        pending += row.isPending() || isWaiting(row) ? 1 : 0;
    }

    /** A label without event time always waits for the analyzer. */
    private static boolean isWaiting(IngestRow row) {
        IngestTable table = row.table();
        return row.outcome().isStored()
                && (table == IngestTable.GROUND_TRUTH_PENDING
                        || table == IngestTable.GROUND_TRUTH_PENDING_BACKFILLED);
    }

    private RefusedItem refusalOf(IngestRow row) {
        int item = row.facts().item();
        RowOutcome outcome = row.outcome();
        String pointer = outcome == RowOutcome.ORPHANED ? "/model" : "";
        Violation violation = new Violation(pointer, kind.codeOf(outcome), kind.detailOf(outcome));
        return new RefusedItem(item, batch.idOf(item), null, List.of(violation));
    }

    int received() {
        return batch.received();
    }

    int accepted() {
        return accepted;
    }

    int duplicates() {
        return duplicates;
    }

    int rejected() {
        return refused.size();
    }

    List<RefusedItem> refused() {
        return refused;
    }

    /** Whether the rows came after the freeze of their reference: then none is stored. */
    boolean isFrozen() {
        return frozen;
    }

    /** Whether there were items and not one of them is stored. */
    boolean isAllRejected() {
        return received() > 0 && accepted == 0 && duplicates == 0;
    }

    /** The figures and errors, as they stand in the answer. */
    ObjectNode toJson() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("received", received());
        body.put("accepted", accepted);
        body.put("duplicates", duplicates);
        body.put("rejected", rejected());
        if (kind == ItemKind.GROUND_TRUTH) {
            body.put("pending", pending);
        }
        addErrors(body);
        return body;
    }

    private void addErrors(ObjectNode body) {
        ArrayNode errors = body.putArray("errors");
        for (RefusedItem item : refused) {
            for (Violation finding : item.findings()) {
                if (errors.size() == ERRORS_MAX) {
                    body.put("errors_truncated", true);
                    return;
                }
                addError(errors.addObject(), item, finding);
            }
        }
    }

    private static void addError(ObjectNode error, RefusedItem item, Violation finding) {
        error.put("index", item.index());
        if (item.predictionId() != null) {
            error.put("prediction_id", item.predictionId());
        }
        error.put("code", finding.code());
        error.put("pointer", finding.pointer());
        error.put("detail", finding.detail());
    }
}
