// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.problem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.monitor.model.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Why a request was refused or failed, as an {@code application/problem+json} body.
 *
 * <p>The code is the stable identifier that programs read; the detail is one sentence for people
 * and never repeats content of the request.
 *
 * @param status the HTTP status, 400 to 599
 * @param code for example {@code body_too_large}
 * @param errors findings per field, in order; empty when the request failed as a whole
 * @param headers response headers that belong to this problem, for example {@code Retry-After}
 * @param members further members of the body, for example {@code limit} and {@code actual}
 */
public record Problem(
        int status,
        String code,
        String detail,
        List<Violation> errors,
        Map<String, String> headers,
        Map<String, JsonNode> members) {

    private static final String TYPE_BASE = "https://docs.example/problems/";

    public Problem {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("not the status of a problem: " + status);
        }
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(detail, "detail");
        errors = List.copyOf(errors);
        headers = Map.copyOf(headers);
        members = Map.copyOf(members);
    }

    public static Problem of(int status, String code, String detail) {
        return new Problem(status, code, detail, List.of(), Map.of(), Map.of());
    }

    public Problem withErrors(List<Violation> findings) {
        return new Problem(status, code, detail, findings, headers, members);
    }

    public Problem withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(status, code, detail, errors, more, members);
    }

    public Problem with(String member, JsonNode value) {
        Map<String, JsonNode> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(status, code, detail, errors, headers, more);
    }

    public Problem with(String member, long value) {
        return with(member, JsonNodeFactory.instance.numberNode(value));
    }

    /** Whether the same request may succeed later: the caller's fault never does. */
    public boolean isRetryable() {
        return status == 408 || status == 429 || status >= 500;
    }

    /** The code in words: {@code body_too_large} is "Body too large". */
    public String title() {
        String words = code.replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /**
     * The body.
     *
     * @param instance the path that was asked for, without its query
     * @param requestId the id that the answer and the log carry
     */
    public ObjectNode toJson(String instance, String requestId) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("type", TYPE_BASE + code.replace('_', '-'));
        body.put("title", title());
        body.put("status", status);
        body.put("detail", detail);
        body.put("instance", instance);
        body.put("code", code);
        members.forEach(body::set);
        body.put("retryable", isRetryable());
        body.put("request_id", requestId);
        if (!errors.isEmpty()) {
            addErrors(body.putArray("errors"));
        }
        return body;
    }

    private void addErrors(ArrayNode array) {
        for (Violation violation : errors) {
            array.addObject()
                    .put("pointer", violation.pointer())
                    .put("code", violation.code())
                    .put("detail", violation.detail());
        }
    }
}
