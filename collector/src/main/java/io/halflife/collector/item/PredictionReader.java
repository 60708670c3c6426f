// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.halflife.collector.directory.KnownVersion;
import java.io.IOException;
import java.security.MessageDigest;

/**
 * Reads predictions in one pass. Features and output need the version; where they stand before its
 * name they are passed by and read when the item is over.
 */
final class PredictionReader implements ItemReader {

    private static final double LATENCY_MILLIS_MAX = 86_400_000;
    private static final int NOWHERE = -1;

    private final PredictionValues values = new PredictionValues();
    private final SeenFields seen = new SeenFields();
    private final TextReader.Recent modelNames = new TextReader.Recent();
    private final TextReader.Recent versionNames = new TextReader.Recent();
    private final TextReader.Recent environments = new TextReader.Recent();
    private final MessageDigest digest = ContentHash.sha256();
    private final PredictionForm form;
    private final ItemRules rules;
    private final VersionFinder versions;
    private final PredictionSink sink;
    private final ParsedBatch batch;
    private String model;
    private String version;
    private boolean resolved;
    private int featuresAt;
    private int outputAt;

    PredictionReader(
            PredictionForm form,
            ItemRules rules,
            VersionFinder versions,
            PredictionSink sink,
            ParsedBatch batch) {
        this.form = form;
        this.rules = rules;
        this.versions = versions;
        this.sink = sink;
        this.batch = batch;
    }

    @Override
    public void read(JsonParser json, Item item) throws IOException {
        begin(item);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            readField(json, item, field);
        }
        resolve(item);
        readPassedBy(item);
        requireAll(item);
    }

    private void begin(Item item) {
        values.clear();
        seen.clear();
        featuresAt = NOWHERE;
        outputAt = NOWHERE;
        model = null;
        version = null;
        resolved = form.fixed() != null;
        if (resolved) {
            values.version = form.fixed();
            model = form.model();
            version = form.version();
            item.setModel(model);
            item.setKnown(form.fixed());
        }
    }

    private void readField(JsonParser json, Item item, String field) throws IOException {
        switch (field) {
            case "model" -> {
                seen.note(0);
                model = named(item, "/model", modelName(json, item), form.model());
                item.setModel(model);
            }
            case "version" -> {
                seen.note(1);
                version = named(item, "/version", versionName(json, item), form.version());
            }
            case "environment" -> {
                seen.note(2);
                readEnvironment(json, item);
            }
            case "prediction_id" -> {
                seen.note(3);
                readId(json, item);
            }
            case "event_time" -> {
                seen.note(4);
                readEventTime(json, item);
            }
            case "features" -> {
                seen.note(5);
                readFeatures(json, item);
            }
            case "prediction" -> {
                seen.note(6);
                readOutput(json, item);
            }
            default -> readRareField(json, item, field);
        }
    }

    private void readRareField(JsonParser json, Item item, String field) throws IOException {
        switch (field) {
            case "latency_ms" -> {
                seen.note(7);
                values.latencySeconds =
                        Values.numberIn(json, item, "/latency_ms", 0, LATENCY_MILLIS_MAX) / 1000;
            }
            case "tags" -> {
                seen.note(8);
                values.tags = TagValues.read(json, item, values.texts);
            }
            case "trace_id" -> {
                seen.note(9);
                values.traceId =
                        values.texts.text(json, item, "/trace_id", ItemLimits.STRING_BYTES_MAX);
            }
            default -> {
                if (form.takesActual() && field.equals("actual")) {
                    seen.note(10);
                    values.actual.read(json, item);
                } else {
                    seen.note(field);
                    batch.countUnknownField();
                    JsonInput.skip(json);
                }
            }
        }
    }

    private String modelName(JsonParser json, Item item) throws IOException {
        return values.texts.name(json, item, "/model", modelNames);
    }

    private String versionName(JsonParser json, Item item) throws IOException {
        return values.texts.name(json, item, "/version", versionNames);
    }

    /** Where the path names it, the item may repeat it but not contradict it. */
    private static String named(Item item, String pointer, String sent, String fixed) {
        if (fixed != null && sent != null && !sent.equals(fixed)) {
            item.refuse(pointer, "invalid_enum", "must be what the path says, or left out");
        }
        return fixed == null ? sent : fixed;
    }

    private void readEnvironment(JsonParser json, Item item) throws IOException {
        String name = values.texts.name(json, item, "/environment", environments);
        values.environment = name == null ? PredictionValues.ENVIRONMENT_DEFAULT : name;
    }

    private void readId(JsonParser json, Item item) throws IOException {
        String id = values.texts.id(json, item, "/prediction_id");
        if (id != null) {
            item.setPredictionId(id);
            values.key = PredictionKey.of(id, digest);
        }
    }

    private void readEventTime(JsonParser json, Item item) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        values.eventMicros = Values.time(json, item, "/event_time");
        if (values.eventMicros != Times.INVALID) {
            rules.require(item, "/event_time", values.eventMicros);
        }
    }

    private void readFeatures(JsonParser json, Item item) throws IOException {
        resolve(item);
        if (values.version == null) {
            featuresAt = item.base() + JsonInput.tokenStart(json);
            JsonInput.skip(json);
        } else {
            values.features.read(json, item, values.version, form.columns());
        }
    }

    private void readOutput(JsonParser json, Item item) throws IOException {
        resolve(item);
        if (values.version == null) {
            outputAt = item.base() + JsonInput.tokenStart(json);
            JsonInput.skip(json);
        } else {
            values.output.read(json, item, values.version);
        }
    }

    /** As soon as both names are known, and once. */
    private void resolve(Item item) {
        if (!resolved && model != null && version != null) {
            resolved = true;
            values.version = versions.find(item, model, version);
        }
    }

    private void readPassedBy(Item item) throws IOException {
        KnownVersion known = values.version;
        if (known == null) {
            return;
        }
        if (featuresAt != NOWHERE) {
            try (JsonParser json = parserAt(item, featuresAt)) {
                values.features.read(json, item, known);
            }
        }
        if (outputAt != NOWHERE) {
            try (JsonParser json = parserAt(item, outputAt)) {
                values.output.read(json, item, known);
            }
        }
    }

    private static JsonParser parserAt(Item item, int at) throws IOException {
        JsonParser json = JsonInput.parser(item.body(), at, item.bodyLength() - at);
        json.nextToken();
        return json;
    }

    private void requireAll(Item item) {
        batch.countUnknownFields(values.output.unknownFields());
        require(item, model != null, "/model");
        require(item, version != null, "/version");
        require(item, values.key != null, "/prediction_id");
        require(item, values.eventMicros != Times.INVALID || !form.needsEventTime(), "/event_time");
        require(item, seen.has(5), "/features");
        require(item, seen.has(6), "/prediction");
        if (values.version != null && seen.has(5) && !item.isRefusedAt("/features")) {
            values.features.requireAll(item, values.version);
        }
    }

    private static void require(Item item, boolean there, String pointer) {
        if (!there && !item.isRefusedAt(pointer)) {
            item.refuse(pointer, "required", pointer.substring(1) + " is required");
        }
    }

    @Override
    public void store(Item item) {
        sink.store(item, values);
    }
}
