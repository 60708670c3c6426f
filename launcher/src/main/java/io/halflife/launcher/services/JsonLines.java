// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.services;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.launcher.console.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/** One JSON object per line, in both directions. Not thread-safe. */
final class JsonLines {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final BufferedReader in;
    private final OutputStream out;

    JsonLines(InputStream in, OutputStream out) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    void write(ObjectNode object) throws IOException {
        out.write((JSON.writeValueAsString(object) + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** The next object; empty at the end. Lines that are none are passed over. */
    Optional<ObjectNode> read() throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (parse(line) instanceof ObjectNode object) {
                return Optional.of(object);
            }
        }
        return Optional.empty();
    }

    /**
     * The next object that is an answer; empty at the end.
     *
     * @param progress gets the objects before it that say how far the work is
     */
    Optional<ObjectNode> readAnswer(Consumer<ObjectNode> progress) throws IOException {
        Optional<ObjectNode> line = read();
        while (line.isPresent() && line.get().has("progress")) {
            progress.accept(line.get());
            line = read();
        }
        return line;
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** The answer itself, or a refusal with the words of one that is not ok. */
    static ObjectNode requireOk(ObjectNode answer) {
        if (!answer.path("ok").asBoolean()) {
            throw Refusal.failed("the analyzer: " + answer.path("error").asText("no reason given"));
        }
        return answer;
    }
}
