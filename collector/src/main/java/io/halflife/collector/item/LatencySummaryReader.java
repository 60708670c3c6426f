// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.halflife.collector.directory.KnownVersion;
import io.halflife.storage.ingest.CopyBuffer;
import io.halflife.storage.ingest.IngestTable;
import io.halflife.storage.ingest.PgTime;
import io.halflife.storage.ingest.RowFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Reads latency summaries and stores them in seconds. Not thread-safe. */
final class LatencySummaryReader implements ItemReader {

    private static final String INCONSISTENT = "inconsistent_summary";
    private static final long INTERVAL_MICROS_MAX =
            ItemLimits.SUMMARY_SECONDS_MAX * PgTime.MICROS_PER_SECOND;

    private final TextReader texts = new TextReader();
    private final SummaryFigures figures = new SummaryFigures();
    private final MessageDigest digest = ContentHash.sha256();
    private final VersionFinder versions;
    private final ItemRules rules;
    private final ParsedBatch batch;
    private final Map<String, Long> hashes = new HashMap<>();
    private final Map<String, String> names = new TreeMap<>();
    private SeenFields seen = new SeenFields();
    private KnownVersion version;
    private long start;
    private long end;
    private long total;
    private double sum;
    private double min;
    private double max;
    private boolean hasTotal;

    LatencySummaryReader(VersionFinder versions, ItemRules rules, ParsedBatch batch) {
        this.versions = versions;
        this.rules = rules;
        this.batch = batch;
    }

    @Override
    public void read(JsonParser json, Item item) throws IOException {
        begin();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            seen.note(field);
            json.nextToken();
            readField(json, item, field);
        }
        requireAll(item);
    }

    private void begin() {
        seen = new SeenFields();
        figures.clear();
        names.clear();
        version = null;
        start = Times.INVALID;
        end = Times.INVALID;
        total = 0;
        hasTotal = false;
        sum = Double.NaN;
        min = Double.NaN;
        max = Double.NaN;
    }

    private void readField(JsonParser json, Item item, String field) throws IOException {
        switch (field) {
            case "model", "version", "environment", "instance", "interval_id", "unit" ->
                    readName(json, item, field);
            case "start_time" -> start = readTime(json, item, "/start_time");
            case "end_time" -> end = readTime(json, item, "/end_time");
            case "count" -> {
                total = SummaryFigures.count(json, item, "/count");
                hasTotal = true;
            }
            case "sum" -> sum = positive(json, item, "/sum");
            case "min" -> min = positive(json, item, "/min");
            case "max" -> max = positive(json, item, "/max");
            default -> {
                if (!figures.read(json, item, field)) {
                    batch.countUnknownField();
                    JsonInput.skip(json);
                }
            }
        }
    }

    private void readName(JsonParser json, Item item, String field) throws IOException {
        String name = texts.name(json, item, "/" + field, new TextReader.Recent());
        if (name != null) {
            names.put(field, name);
        }
        if (field.equals("model")) {
            item.setModel(name);
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

    private static double positive(JsonParser json, Item item, String pointer) throws IOException {
        double value = Values.number(json, item, pointer, "number");
        if (value < 0) {
            item.refuse(pointer, INCONSISTENT, "must not be negative");
        }
        return value;
    }

    private void requireAll(Item item) {
        for (String field : new String[] {"model", "version", "instance", "interval_id"}) {
            require(item, names.containsKey(field), "/" + field);
        }
        require(item, start != Times.INVALID, "/start_time");
        require(item, end != Times.INVALID, "/end_time");
        require(item, hasTotal, "/count");
        if (!item.isValid()) {
            return;
        }
        version = versions.find(item, names.get("model"), names.get("version"));
        String unit = names.getOrDefault("unit", "s");
        if (!unit.equals("s") && !unit.equals("ms")) {
            item.refuse("/unit", "invalid_enum", "must be s or ms");
        }
        if (end <= start || end - start > INTERVAL_MICROS_MAX) {
            item.refuse("/end_time", INCONSISTENT, "must be after start_time, by at most one hour");
        }
        figures.requireConsistent(item, total, min, max);
    }

    private static void require(Item item, boolean there, String pointer) {
        if (!there && !item.isRefusedAt(pointer)) {
            item.refuse(pointer, "required", pointer.substring(1) + " is required");
        }
    }

    @Override
    public void store(Item item) {
        CopyBuffer buffer = batch.rows().buffer();
        int from = buffer.size();
        int keyEnd = writeKey(buffer);
        double unitsPerSecond = names.getOrDefault("unit", "s").equals("ms") ? 1000 : 1;
        writeContent(buffer, unitsPerSecond);
        digest.update(buffer.bytes(), from, buffer.size() - from);
        long hash = ContentHash.finish(digest);
        String key = new String(buffer.bytes(), from, keyEnd - from, StandardCharsets.ISO_8859_1);
        if (!isFirst(item, key, hash)) {
            buffer.truncate(from);
            return;
        }
        buffer.int8(hash);
        RowFacts facts = RowFacts.ofSummary(item.index(), version.modelId(), version.versionId());
        batch.rows().add(IngestTable.LATENCY_SUMMARY, from, keyEnd, facts);
    }

    private boolean isFirst(Item item, String key, long hash) {
        Long earlier = hashes.putIfAbsent(key, hash);
        if (earlier != null && earlier == hash) {
            batch.countRepeat();
        } else if (earlier != null) {
            item.refuse(
                    "/interval_id",
                    "duplicate_in_request",
                    "an earlier item of the request has this key and other content");
        }
        return earlier == null;
    }

    private int writeKey(CopyBuffer buffer) {
        buffer.int4(version.modelId());
        buffer.text(PredictionRows.utf8(names.get("instance")));
        buffer.text(PredictionRows.utf8(names.get("interval_id")));
        buffer.timestamp(start);
        return buffer.size();
    }

    private void writeContent(CopyBuffer buffer, double unitsPerSecond) {
        buffer.timestamp(end);
        buffer.int4(version.versionId());
        buffer.text(
                PredictionRows.utf8(
                        names.getOrDefault("environment", PredictionValues.ENVIRONMENT_DEFAULT)));
        buffer.int8(total);
        buffer.float8(sum / unitsPerSecond);
        buffer.float8(min / unitsPerSecond);
        buffer.float8(max / unitsPerSecond);
        buffer.text(PredictionRows.utf8(resolution()));
        if (figures.bounds() == null) {
            buffer.nullField();
            buffer.nullField();
        } else {
            double[] seconds = figures.bounds().clone();
            for (int i = 0; i < seconds.length; i++) {
                seconds[i] /= unitsPerSecond;
            }
            buffer.float8Array(seconds, seconds.length);
            buffer.int8Array(figures.counts());
        }
        buffer.jsonb(figures.quantiles().isEmpty() ? null : quantiles(unitsPerSecond));
        Map<String, String> responses = new TreeMap<>();
        figures.responses().forEach((name, n) -> responses.put(name, Long.toString(n)));
        buffer.jsonb(TagValues.object(responses));
    }

    private String resolution() {
        if (figures.bounds() != null) {
            return "bounds";
        }
        return figures.quantiles().isEmpty() ? "count" : "quantiles";
    }

    private byte[] quantiles(double unitsPerSecond) {
        StringBuilder json = new StringBuilder("[");
        for (double[] pair : figures.quantiles()) {
            json.append(json.length() > 1 ? "," : "");
            json.append('[')
                    .append(pair[0])
                    .append(',')
                    .append(pair[1] / unitsPerSecond)
                    .append(']');
        }
        return json.append(']').toString().getBytes(StandardCharsets.US_ASCII);
    }
}
