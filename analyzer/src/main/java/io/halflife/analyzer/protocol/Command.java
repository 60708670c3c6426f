// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.halflife.analyzer.run.AnalysisRequest;
import io.halflife.monitor.naming.NearName;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One line of input.
 *
 * @param request only for ANALYZE, else null
 * @param progress whether lines are wanted before the answer that say how far a long run is
 */
public record Command(Kind kind, AnalysisRequest request, boolean progress) {

    /** What is to be done. */
    public enum Kind {
        ANALYZE,
        PING,
        STOP
    }

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /** What is to be analysed, {@link #request}. */
    public static final Set<String> REQUEST_FIELDS =
            Set.of("model", "version", "environment", "as_of", "decay_range");

    private static final Set<String> ANALYZE_FIELDS =
            Stream.concat(REQUEST_FIELDS.stream(), Stream.of("command", "progress"))
                    .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> PLAIN_FIELDS = Set.of("command");

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException saying which rule it breaks
     */
    static Command parse(String line) {
        JsonNode json = read(line);
        String name = text(json, "command").orElse("");
        return switch (name) {
            case "analyze" -> new Command(Kind.ANALYZE, request(json), progress(json));
            case "ping" -> plain(json, Kind.PING);
            case "stop" -> plain(json, Kind.STOP);
            default -> throw new IllegalArgumentException("command must be analyze, ping or stop");
        };
    }

    private static JsonNode read(String line) {
        try {
            JsonNode json = MAPPER.readTree(line);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "a line is not JSON at column " + e.getLocation().getColumnNr());
        }
        throw new IllegalArgumentException("a line must be a JSON object");
    }

    private static Command plain(JsonNode json, Kind kind) {
        requireOnly(json, PLAIN_FIELDS);
        return new Command(kind, null, false);
    }

    private static boolean progress(JsonNode json) {
        JsonNode value = json.path("progress");
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new IllegalArgumentException("progress must be true or false");
        }
        return value.booleanValue();
    }

    /**
     * What its fields ask for.
     *
     * @throws IllegalArgumentException saying which rule they break
     */
    public static AnalysisRequest request(JsonNode json) {
        requireOnly(json, ANALYZE_FIELDS);
        return new AnalysisRequest(
                text(json, "model"),
                text(json, "version"),
                text(json, "environment"),
                text(json, "as_of").map(Command::time),
                text(json, "decay_range").orElse(""));
    }

    private static void requireOnly(JsonNode json, Set<String> known) {
        Set<String> unknown = new TreeSet<>();
        json.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "unknown field "
                            + unknown.iterator().next()
                            + "; known are "
                            + String.join(", ", new TreeSet<>(known))
                            + NearName.suggestion(unknown.iterator().next(), known));
        }
    }

    private static Optional<String> text(JsonNode json, String field) {
        JsonNode value = json.get(field);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw new IllegalArgumentException(field + " must be a text that is not empty");
        }
        return Optional.of(value.textValue());
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "as_of must be an ISO 8601 time with its offset, for example"
                            + " 2026-01-02T00:00:00Z");
        }
    }
}
