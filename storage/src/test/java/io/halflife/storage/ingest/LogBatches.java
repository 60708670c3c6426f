// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.ingest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Encodes rows as the doors do, of one version of one model. */
public final class LogBatches {

    /**
     * A prediction.
     *
     * @param trace kept as trace_id; tests may make the database trip over it
     * @param hash of its content
     */
    public record Sent(Instant at, String id, String trace, long hash) {

        public static Sent of(Instant at, String id) {
            return new Sent(at, id, null, id.hashCode());
        }

        /** The same prediction with other content. */
        public Sent otherwise() {
            return new Sent(at, id, trace, hash + 1);
        }

        Sent tracing(String text) {
            return new Sent(at, id, text, hash);
        }
    }

    private final int modelId;
    private final int versionId;

    public LogBatches(int modelId, int versionId) {
        this.modelId = modelId;
        this.versionId = versionId;
    }

    public static UUID idOf(String id) {
        return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
    }

    public IngestBatch live(Iterable<Sent> rows) {
        return predictions(rows, IngestTable.PREDICTION);
    }

    public IngestBatch backfilled(Iterable<Sent> rows) {
        return predictions(rows, IngestTable.PREDICTION_BACKFILLED);
    }

    IngestBatch predictions(Iterable<Sent> rows, IngestTable table) {
        IngestBatch batch = new IngestBatch();
        int item = 0;
        for (Sent row : rows) {
            add(batch, table, row, item++);
        }
        return batch;
    }

    private void add(IngestBatch batch, IngestTable table, Sent row, int item) {
        CopyBuffer buffer = batch.buffer();
        long micros = PgTime.micros(row.at);
        int start = buffer.size();
        int keyEnd = key(buffer, micros, row.id);
        buffer.text(utf8(row.id));
        buffer.int4(versionId);
        buffer.text(utf8("production"));
        buffer.float8Array(new double[] {1, 2}, 2);
        buffer.textArray(utf8("a"), new int[] {0}, new int[] {1}, 1);
        buffer.text(utf8("yes"));
        buffer.float8(0.75);
        buffer.nullField();
        buffer.nullField();
        buffer.float8(0.02);
        buffer.int2(0);
        buffer.jsonb("{bad".equals(row.trace) ? utf8("{bad") : null);
        buffer.text(utf8(row.trace));
        buffer.nullField();
        buffer.int8(row.hash);
        if (table == IngestTable.PREDICTION_BACKFILLED) {
            buffer.timestamp(micros);
        }
        batch.add(
                table,
                start,
                keyEnd,
                RowFacts.ofPrediction(item, modelId, versionId, "production", micros, 0.02));
    }

    /** Ground truth of one prediction that names its time. */
    public IngestBatch label(Instant at, String id, String actual) {
        IngestBatch batch = new IngestBatch();
        CopyBuffer buffer = batch.buffer();
        long micros = PgTime.micros(at);
        int start = buffer.size();
        key(buffer, micros, id);
        buffer.int4(1);
        int keyEnd = buffer.size();
        buffer.text(utf8(actual));
        buffer.nullField();
        buffer.nullField();
        buffer.timestamp(PgTime.micros(Instant.now()));
        buffer.int8(1);
        batch.add(IngestTable.GROUND_TRUTH, start, keyEnd, RowFacts.ofLabel(0, modelId, micros));
        return batch;
    }

    private int key(CopyBuffer buffer, long micros, String id) {
        UUID uuid = idOf(id);
        buffer.int4(modelId);
        buffer.timestamp(micros);
        buffer.uuid(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
        return buffer.size();
    }

    private static byte[] utf8(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
