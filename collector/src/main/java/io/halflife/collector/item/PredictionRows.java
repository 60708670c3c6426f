// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import io.halflife.collector.directory.KnownVersion;
import io.halflife.storage.ingest.CopyBuffer;
import io.halflife.storage.ingest.IngestTable;
import io.halflife.storage.ingest.RowFacts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes predictions as rows of {@code prediction}. Not thread-safe. */
final class PredictionRows implements PredictionSink {

    private final ParsedBatch batch;
    private final ItemRules rules;
    private final Repeats repeats;
    private final MessageDigest digest = ContentHash.sha256();

    PredictionRows(ParsedBatch batch, ItemRules rules) {
        this.batch = batch;
        this.rules = rules;
        this.repeats = new Repeats(batch);
    }

    @Override
    public void store(Item item, PredictionValues values) {
        CopyBuffer buffer = batch.rows().buffer();
        int start = buffer.size();
        int keyEnd = writeKey(buffer, values);
        writeContent(buffer, values);
        digest.update(buffer.bytes(), start, buffer.size() - start);
        Map<String, String> extras = values.features.extras();
        if (!extras.isEmpty()) {
            digest.update(TagValues.object(extras));
        }
        long hash = ContentHash.finish(digest);
        if (!repeats.isFirst(item, values.version.modelId(), values.key, 0, hash)) {
            buffer.truncate(start);
            return;
        }
        buffer.jsonb(extras.isEmpty() ? null : kept(item, extras, values.version));
        buffer.int8(hash);
        if (rules.backfilled()) {
            buffer.timestamp(values.eventMicros);
        }
        batch.keepId(item);
        batch.rows().add(table(), start, keyEnd, facts(item, values));
    }

    private IngestTable table() {
        return rules.backfilled() ? IngestTable.PREDICTION_BACKFILLED : IngestTable.PREDICTION;
    }

    private static int writeKey(CopyBuffer buffer, PredictionValues values) {
        buffer.int4(values.version.modelId());
        buffer.timestamp(values.eventMicros);
        buffer.uuid(values.key.high(), values.key.low());
        return buffer.size();
    }

    private static void writeContent(CopyBuffer buffer, PredictionValues values) {
        KnownVersion version = values.version;
        buffer.text(utf8(values.key.text()));
        buffer.int4(version.versionId());
        buffer.text(utf8(values.environment));
        writeFeatures(buffer, values.features, version);
        writeOutput(buffer, values.output, version);
        buffer.float8(values.latencySeconds);
        buffer.int2(values.features.nonFinite());
        buffer.jsonb(values.tags);
        buffer.text(values.traceId);
    }

    static void writeFeatures(CopyBuffer buffer, FeatureValues features, KnownVersion version) {
        buffer.float8Array(features.numbers(), version.numericCount());
        buffer.textArray(
                features.texts().bytes(),
                features.textStarts(),
                features.textLengths(),
                version.categoricalCount());
    }

    static void writeOutput(CopyBuffer buffer, OutputValues output, KnownVersion version) {
        buffer.text(output.label());
        buffer.float8(output.score());
        buffer.float8(output.value());
        double[] probabilities = output.probabilities(version);
        if (probabilities == null) {
            buffer.nullField();
        } else {
            buffer.float8Array(probabilities, probabilities.length);
        }
    }

    /** Only the first names of a model are kept; the hash covers all, so a retry stays one. */
    private byte[] kept(Item item, Map<String, String> extras, KnownVersion version) {
        Map<String, String> kept = new TreeMap<>(extras);
        Set<String> names = version.keptExtras(extras.keySet());
        kept.keySet().retainAll(names);
        if (kept.size() < extras.size()) {
            names.add("");
        }
        batch.keepUnknownFeatures(item, names);
        return kept.isEmpty() ? null : TagValues.object(kept);
    }

    private static RowFacts facts(Item item, PredictionValues values) {
        return RowFacts.ofPrediction(
                item.index(),
                values.version.modelId(),
                values.version.versionId(),
                values.environment,
                values.eventMicros,
                values.latencySeconds);
    }

    static byte[] utf8(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
