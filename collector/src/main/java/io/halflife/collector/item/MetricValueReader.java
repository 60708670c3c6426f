// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.halflife.collector.directory.KnownVersion;
import io.halflife.storage.ingest.CopyBuffer;
import io.halflife.storage.ingest.IngestTable;
import io.halflife.storage.ingest.RowFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads metrics that the caller computed: one value of one metric over one window. A retired
 * version may still get them. Not thread-safe.
 */
final class MetricValueReader implements ItemReader {

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_.:/-]{1,128}");

    private final TextReader texts = new TextReader();
    private final SeenFields seen = new SeenFields();
    private final TextReader.Recent models = new TextReader.Recent();
    private final TextReader.Recent versionNames = new TextReader.Recent();
    private final TextReader.Recent environments = new TextReader.Recent();
    private final TextReader.Recent names = new TextReader.Recent();
    private final MessageDigest digest = ContentHash.sha256();
    private final Map<String, Long> hashes = new HashMap<>();
    private final VersionFinder versions;
    private final ItemRules rules;
    private final ParsedBatch batch;
    private KnownVersion known;
    private String model;
    private String version;
    private String environment;
    private String name;
    private byte[] source;
    private long from;
    private long to;
    private double value;
    private long n;
    private double standardError;
    private int revision;

    MetricValueReader(VersionFinder versions, ItemRules rules, ParsedBatch batch) {
        this.versions = versions;
        this.rules = rules;
        this.batch = batch;
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
        seen.clear();
        known = null;
        model = null;
        version = null;
        environment = PredictionValues.ENVIRONMENT_DEFAULT;
        name = null;
        source = null;
        from = Times.INVALID;
        to = Times.INVALID;
        value = Double.NaN;
        n = -1;
        standardError = Double.NaN;
        revision = 1;
    }

    private void readField(JsonParser json, Item item, String field) throws IOException {
        switch (field) {
            case "model" -> {
                seen.note(0);
                model = texts.name(json, item, "/model", models);
                item.setModel(model);
            }
            case "version" -> {
                seen.note(1);
                version = texts.name(json, item, "/version", versionNames);
            }
            case "environment" -> {
                seen.note(2);
                String sent = texts.name(json, item, "/environment", environments);
                environment = sent == null ? environment : sent;
            }
            case "name" -> {
                seen.note(3);
                readMetricName(json, item);
            }
            case "window" -> {
                seen.note(4);
                readWindow(json, item);
            }
            case "value" -> {
                seen.note(5);
                value = Values.number(json, item, "/value", "number");
            }
            default -> readRareField(json, item, field);
        }
    }

    private void readRareField(JsonParser json, Item item, String field) throws IOException {
        switch (field) {
            case "n" -> {
                seen.note(6);
                double sent = Values.whole(json, item, "/n", false);
                if (sent < 0) {
                    item.refuse("/n", "out_of_range", "must not be negative");
                }
                n = Double.isNaN(sent) ? -1 : (long) sent;
            }
            case "standard_error" -> {
                seen.note(7);
                standardError = Values.numberIn(json, item, "/standard_error", 0, Double.MAX_VALUE);
            }
            case "source" -> {
                seen.note(8);
                source = texts.text(json, item, "/source", ItemLimits.NAME_BYTES_MAX);
            }
            case "revision" -> {
                seen.note(9);
                readRevision(json, item);
            }
            default -> {
                seen.note(field);
                batch.countUnknownField();
                JsonInput.skip(json);
            }
        }
    }

    private void readMetricName(JsonParser json, Item item) throws IOException {
        name = texts.name(json, item, "/name", names);
        if (name != null && !LABEL.matcher(name).matches()) {
            item.refuse(
                    "/name",
                    "invalid_string",
                    "may hold A-Z a-z 0-9 _ . : / - and 1 to 128 of them");
        }
    }

    private void readWindow(JsonParser json, Item item) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            Values.mismatch(json, item, "/window", "object");
            return;
        }
        SeenFields inside = new SeenFields();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            inside.note(field);
            json.nextToken();
            switch (field) {
                case "from" -> from = readTime(json, item, "/window/from");
                case "to" -> to = readTime(json, item, "/window/to");
                default -> {
                    batch.countUnknownField();
                    JsonInput.skip(json);
                }
            }
        }
    }

    private long readTime(JsonParser json, Item item, String pointer) throws IOException {
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
        double sent = Values.whole(json, item, "/revision", true);
        if (sent < 1) {
            item.refuse("/revision", "out_of_range", "must be at least 1");
        } else if (!Double.isNaN(sent)) {
            revision = (int) sent;
        }
    }

    private void requireAll(Item item) {
        require(item, model != null, "/model");
        require(item, version != null, "/version");
        require(item, name != null, "/name");
        if (!item.isRefusedAt("/window")) {
            require(item, from != Times.INVALID, "/window/from");
            require(item, to != Times.INVALID, "/window/to");
        }
        require(item, !Double.isNaN(value), "/value");
        if (from != Times.INVALID && to != Times.INVALID && from >= to) {
            item.refuse("/window/to", "out_of_range", "must be after from");
        }
        if (model != null && version != null) {
            known = versions.findAny(item, model, version);
        }
    }

    private static void require(Item item, boolean there, String pointer) {
        if (!there && !item.isRefusedAt(pointer)) {
            String field = pointer.substring(1).replace('/', '.');
            item.refuse(pointer, "required", field + " is required");
        }
    }

    @Override
    public void store(Item item) {
        CopyBuffer buffer = batch.rows().buffer();
        int start = buffer.size();
        int keyEnd = writeKey(buffer);
        buffer.int4(known.modelId());
        buffer.float8(value);
        if (n < 0) {
            buffer.nullField();
        } else {
            buffer.int8(n);
        }
        buffer.float8(standardError);
        buffer.text(source);
        digest.update(buffer.bytes(), start, buffer.size() - start);
        long hash = ContentHash.finish(digest);
        String key = new String(buffer.bytes(), start, keyEnd - start, StandardCharsets.ISO_8859_1);
        if (!isFirst(item, key, hash)) {
            buffer.truncate(start);
            return;
        }
        buffer.int8(hash);
        if (rules.backfilled()) {
            buffer.timestamp(to);
        }
        RowFacts facts = RowFacts.ofMetricValue(item.index(), known.modelId(), known.versionId());
        IngestTable table =
                rules.backfilled() ? IngestTable.METRIC_VALUE_BACKFILLED : IngestTable.METRIC_VALUE;
        batch.rows().add(table, start, keyEnd, facts);
    }

    private int writeKey(CopyBuffer buffer) {
        buffer.int4(known.versionId());
        buffer.text(PredictionRows.utf8(environment));
        buffer.text(PredictionRows.utf8(name));
        buffer.timestamp(from);
        buffer.timestamp(to);
        buffer.int4(revision);
        return buffer.size();
    }

    private boolean isFirst(Item item, String key, long hash) {
        Long earlier = hashes.putIfAbsent(key, hash);
        if (earlier != null && earlier == hash) {
            batch.countRepeat();
        } else if (earlier != null) {
            item.refuse(
                    "/name",
                    "duplicate_in_request",
                    "an earlier item of the request has this key and other content");
        }
        return earlier == null;
    }
}
