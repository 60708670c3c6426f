// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Calls a server as its users do. */
final class HttpCalls {

    static final String JSON = "application/json";
    static final String LINES = "application/x-ndjson";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    HttpCalls(int port) {
        this.port = port;
    }

    /** An answer. */
    record Response(int status, JsonNode json, HttpResponse<String> raw) {
        String code() {
            return json.path("code").asText();
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }

        /** The code of the only error. */
        String onlyError() {
            JsonNode errors = json.path("errors");
            return errors.size() == 1 ? errors.get(0).path("code").asText() : errors.toString();
        }
    }

    Response post(String path, String body) {
        return send("POST", path, body.getBytes(StandardCharsets.UTF_8), "Content-Type", JSON);
    }

    Response put(String path, String body) {
        return send("PUT", path, body.getBytes(StandardCharsets.UTF_8), "Content-Type", JSON);
    }

    Response get(String path) {
        return send("GET", path, new byte[0]);
    }

    Response send(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Response(response.statusCode(), tree(response), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode tree(HttpResponse<String> response) throws IOException {
        String type = response.headers().firstValue("Content-Type").orElse("");
        return type.contains("json")
                ? new ObjectMapper().readTree(response.body())
                : new ObjectMapper().createObjectNode();
    }
}
