// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A reference that is put as a whole; never rows, which are collected.
 *
 * @param definition checked; kept as it is
 * @param rows rows that it stands for; 0 where only the analyzer can count them
 */
public record ReferenceDraft(ReferenceKind kind, ObjectNode definition, long rows) {

    public ReferenceDraft {
        Objects.requireNonNull(kind, "kind");
        definition = definition.deepCopy();
        if (kind == ReferenceKind.ROWS || rows < 0) {
            throw new IllegalArgumentException(kind + " of " + rows + " rows is not put whole");
        }
    }

    /** The same for the same content, whatever the order of the fields. */
    long contentHash() {
        StringBuilder text = new StringBuilder(kind.jsonName());
        append(text, definition);
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] hash = sha.digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void append(StringBuilder text, JsonNode node) {
        if (node.isObject()) {
            TreeMap<String, JsonNode> sorted = new TreeMap<>();
            node.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
            text.append('{');
            sorted.forEach(
                    (name, value) -> {
                        text.append(name.length()).append(':').append(name);
                        append(text, value);
                    });
            text.append('}');
        } else if (node.isArray()) {
            text.append('[');
            node.forEach(
                    element -> {
                        append(text, element);
                        text.append(',');
                    });
            text.append(']');
        } else {
            text.append(node);
        }
    }
}
