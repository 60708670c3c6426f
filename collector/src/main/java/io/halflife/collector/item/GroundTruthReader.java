// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.halflife.collector.directory.VersionDirectory;
import io.halflife.storage.ingest.CopyBuffer;
import io.halflife.storage.ingest.IngestTable;
import io.halflife.storage.ingest.RowFacts;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Reads ground truth. With the prediction's event time it is matched by key; without, it waits for
 * the analyzer. Not thread-safe.
 */
final class GroundTruthReader implements ItemReader {

    private final TextReader texts = new TextReader();
    private final ActualValues actual = new ActualValues(texts);
    private final SeenFields seen = new SeenFields();
    private final TextReader.Recent modelNames = new TextReader.Recent();
    private final MessageDigest idDigest = ContentHash.sha256();
    private final MessageDigest digest = ContentHash.sha256();
    private final VersionDirectory directory;
    private final ItemRules rules;
    private final ItemRules observationRules;
    private final ParsedBatch batch;
    private final Repeats repeats;
    private String model;
    private int modelId;
    private PredictionKey key;
    private long eventMicros;
    private long observedMicros;
    private byte[] source;
    private int revision;

    /**
     * A reader for one request.
     *
     * @param rules how old the prediction may be
     * @param observationRules how old the observation may be
     */
    GroundTruthReader(
            VersionDirectory directory,
            ItemRules rules,
            ItemRules observationRules,
            ParsedBatch batch) {
        this.directory = directory;
        this.rules = rules;
        this.observationRules = observationRules;
        this.batch = batch;
        this.repeats = new Repeats(batch);
    }

    @Override
    public void read(JsonParser json, Item item) throws IOException {
        begin();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            readField(json, item, field);
        }
        requireAll(item);
    }

    private void begin() {
        actual.clear();
        seen.clear();
        model = null;
        key = null;
        eventMicros = Times.INVALID;
        observedMicros = Times.INVALID;
        source = null;
        revision = 1;
    }

    private void readField(JsonParser json, Item item, String field) throws IOException {
        switch (field) {
            case "model" -> {
                seen.note(0);
                model = texts.name(json, item, "/model", modelNames);
                item.setModel(model);
            }
            case "prediction_id" -> {
                seen.note(1);
                readId(json, item);
            }
            case "event_time" -> {
                seen.note(2);
                eventMicros = readTime(json, item, "/event_time", rules);
            }
            case "actual" -> {
                seen.note(3);
                actual.read(json, item);
            }
            case "observed_at" -> {
                seen.note(4);
                observedMicros = readTime(json, item, "/observed_at", observationRules);
            }
            case "source" -> {
                seen.note(5);
                source = texts.text(json, item, "/source", ItemLimits.NAME_BYTES_MAX);
            }
            case "revision" -> {
                seen.note(6);
                readRevision(json, item);
            }
            default -> {
                seen.note(field);
                batch.countUnknownField();
                JsonInput.skip(json);
            }
        }
    }

    private void readId(JsonParser json, Item item) throws IOException {
        String id = texts.id(json, item, "/prediction_id");
        if (id != null) {
            item.setPredictionId(id);
            key = PredictionKey.of(id, idDigest);
        }
    }

    private static long readTime(JsonParser json, Item item, String pointer, ItemRules rules)
            throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return Times.INVALID;
        }
        long micros = Values.time(json, item, pointer);
        if (micros != Times.INVALID) {
            rules.require(item, pointer, micros);
        }
        return micros;
    }

    private void readRevision(JsonParser json, Item item) throws IOException {
        double value = Values.whole(json, item, "/revision", true);
        if (value < 1) {
            item.refuse("/revision", "out_of_range", "must be at least 1");
        } else if (!Double.isNaN(value)) {
            revision = (int) value;
        }
    }

    private void requireAll(Item item) {
        require(item, model != null, "/model");
        require(item, key != null, "/prediction_id");
        boolean actualIsRefused =
                item.findings().stream().anyMatch(f -> f.pointer().startsWith("/actual"));
        require(item, actual.isThere() || actualIsRefused, "/actual");
        if (model != null) {
            Optional<Integer> id =
                    rules.mayName().test(model) ? directory.modelId(model) : Optional.empty();
            id.ifPresentOrElse(
                    found -> modelId = found,
                    () -> item.refuse("/model", "unknown_model", "there is no such model"));
        }
    }

    private static void require(Item item, boolean there, String pointer) {
        if (!there && !item.isRefusedAt(pointer)) {
            item.refuse(pointer, "required", pointer.substring(1) + " is required");
        }
    }

    @Override
    public void store(Item item) {
        CopyBuffer buffer = batch.rows().buffer();
        int start = buffer.size();
        boolean matched = eventMicros != Times.INVALID;
        buffer.int4(modelId);
        if (matched) {
            buffer.timestamp(eventMicros);
        }
        buffer.uuid(key.high(), key.low());
        buffer.int4(revision);
        int keyEnd = buffer.size();
        buffer.text(actual.label());
        buffer.float8(actual.value());
        buffer.text(source);
        int sourceEnd = buffer.size();
        boolean observed = observedMicros != Times.INVALID;
        buffer.timestamp(observed ? observedMicros : rules.nowMicros());
        // The moment of receipt is no content: a retry must stay the same item.
        int contentEnd = observed ? buffer.size() : sourceEnd;
        digest.update(buffer.bytes(), start, contentEnd - start);
        long hash = ContentHash.finish(digest);
        if (!repeats.isFirst(item, modelId, key, revision, hash)) {
            buffer.truncate(start);
            return;
        }
        buffer.int8(hash);
        if (rules.backfilled()) {
            buffer.timestamp(observed ? observedMicros : rules.nowMicros());
        }
        batch.keepId(item);
        RowFacts facts =
                RowFacts.ofLabel(item.index(), modelId, matched ? eventMicros : Times.INVALID);
        batch.rows().add(table(matched), start, keyEnd, facts);
    }

    private IngestTable table(boolean matched) {
        if (matched) {
            return rules.backfilled()
                    ? IngestTable.GROUND_TRUTH_BACKFILLED
                    : IngestTable.GROUND_TRUTH;
        }
        return rules.backfilled()
                ? IngestTable.GROUND_TRUTH_PENDING_BACKFILLED
                : IngestTable.GROUND_TRUTH_PENDING;
    }
}
