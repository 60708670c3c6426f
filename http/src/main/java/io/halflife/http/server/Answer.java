// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What a door answers. Immutable. */
public final class Answer {

    public static final String JSON = "application/json";
    public static final String PROBLEM_JSON = "application/problem+json";

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private Answer(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    public static Answer json(int status, JsonNode body) {
        return of(status, JSON, body.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** A body of any type; the bytes are copied. */
    public static Answer of(int status, String contentType, byte[] body) {
        Objects.requireNonNull(contentType, "contentType");
        return new Answer(status, Map.of("Content-Type", contentType), body.clone());
    }

    /** An answer that has no body: 204, 304. */
    public static Answer empty(int status) {
        return new Answer(status, Map.of(), new byte[0]);
    }

    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }

    public int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }
}
