// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.http.body.Body;
import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.halflife.monitor.model.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Reads one JSON object and nothing else: no duplicate keys, no trailing text, no other encoding
 * than UTF-8, no byte order mark, no deep nesting. Thread-safe.
 */
public final class StrictJson {

    /** Objects and arrays inside each other. */
    public static final int DEPTH_MAX = 8;

    private static final ObjectMapper MAPPER = mapper();

    private StrictJson() {}

    private static ObjectMapper mapper() {
        StreamReadConstraints constraints =
                StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build();
        JsonFactory factory =
                JsonFactory.builder()
                        .streamReadConstraints(constraints)
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
    }

    /**
     * The object in a decoded body.
     *
     * @throws ProblemException 400 for what is not strict JSON, 422 for JSON that is no object
     */
    public static ObjectNode object(Body body) {
        JsonNode node = tree(body.bytes(), body.length());
        if (node instanceof ObjectNode object) {
            return object;
        }
        Violation violation = new Violation("", "type_mismatch", "the body must be a JSON object");
        throw new ProblemException(Problems.invalid(List.of(violation)));
    }

    private static JsonNode tree(byte[] bytes, int length) {
        requireUtf8Start(bytes, length);
        try {
            JsonNode node = MAPPER.readTree(bytes, 0, length);
            if (node == null || node.isMissingNode()) {
                throw new ProblemException(Problems.malformedJson("it is empty"));
            }
            return node;
        } catch (JacksonException e) {
            throw new ProblemException(problemOf(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A byte order mark, or a zero byte where UTF-16 and UTF-32 have one: the parser would guess
     * the encoding, and we promise UTF-8.
     *
     * @throws ProblemException 400
     */
    public static void requireUtf8Start(byte[] bytes, int length) {
        for (int i = 0; i < Math.min(4, length); i++) {
            boolean mark = i == 0 && (bytes[i] == (byte) 0xEF || bytes[i] == (byte) 0xFE);
            if (bytes[i] == 0 || mark || bytes[i] == (byte) 0xFF) {
                throw new ProblemException(
                        Problems.malformedJson("it does not start with JSON in plain UTF-8"));
            }
        }
    }

    /** What a parser's complaint is called. Never repeats content. */
    public static Problem problemOf(JacksonException e) {
        String where = where(e.getLocation());
        if (e instanceof StreamConstraintsException && saysDepth(e)) {
            return Problem.of(
                    400, "too_deep", "nested deeper than " + DEPTH_MAX + " levels, " + where);
        }
        if (isDuplicateKey(e)) {
            return Problem.of(400, "duplicate_key", "a key is there twice, " + where);
        }
        return Problems.malformedJson(where);
    }

    private static boolean isDuplicateKey(JacksonException e) {
        String message = e.getOriginalMessage();
        return message != null && message.startsWith("Duplicate field");
    }

    private static boolean saysDepth(JacksonException e) {
        return e.getOriginalMessage().contains("nesting depth");
    }

    private static String where(JsonLocation location) {
        return location == null
                ? "place unknown"
                : "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
