// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import io.halflife.storage.ingest.CopyBuffer;
import io.halflife.storage.ingest.IngestTable;
import io.halflife.storage.ingest.RowFacts;
import java.security.MessageDigest;

/** Writes predictions with what turned out true as rows of a reference. Not thread-safe. */
final class ReferenceRowsSink implements PredictionSink {

    private final ParsedBatch batch;
    private final long referenceId;
    private final Repeats repeats;
    private final MessageDigest digest = ContentHash.sha256();

    ReferenceRowsSink(ParsedBatch batch, long referenceId) {
        this.batch = batch;
        this.referenceId = referenceId;
        this.repeats = new Repeats(batch);
    }

    @Override
    public void store(Item item, PredictionValues values) {
        CopyBuffer buffer = batch.rows().buffer();
        int start = buffer.size();
        buffer.int8(referenceId);
        buffer.uuid(values.key.high(), values.key.low());
        int keyEnd = buffer.size();
        buffer.timestamp(values.eventMicros);
        PredictionRows.writeFeatures(buffer, values.features, values.version);
        PredictionRows.writeOutput(buffer, values.output, values.version);
        buffer.text(values.actual.label());
        buffer.float8(values.actual.value());
        buffer.int2(values.features.nonFinite());
        digest.update(buffer.bytes(), start, buffer.size() - start);
        if (values.tags != null) {
            // Rows without tags keep the hash that they had before rows could have any.
            digest.update(values.tags);
        }
        long hash = ContentHash.finish(digest);
        if (!repeats.isFirst(item, referenceId, values.key, 0, hash)) {
            buffer.truncate(start);
            return;
        }
        buffer.int8(hash);
        buffer.jsonb(values.tags);
        batch.keepId(item);
        RowFacts facts =
                RowFacts.ofReferenceRow(item.index(), values.version.versionId(), referenceId);
        batch.rows().add(IngestTable.REFERENCE_ROW, start, keyEnd, facts);
    }
}
