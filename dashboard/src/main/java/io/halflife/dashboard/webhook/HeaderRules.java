// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.storage.json.JsonFields;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The static headers of an endpoint: any but those that the signature, the body or the connection
 * rest on. Values are secrets and are never repeated.
 */
final class HeaderRules {

    private static final int HEADERS_MAX = 10;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}");
    private static final Pattern VALUE = Pattern.compile("[ -~]{0,1024}");
    private static final Pattern OURS = Pattern.compile("webhook-.*|content-.*|proxy-.*");
    private static final Set<String> FORBIDDEN =
            Set.of(
                    "host",
                    "connection",
                    "keep-alive",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "expect");

    private HeaderRules() {}

    /** The headers by name; empty when the body says nothing of them. */
    static Optional<Map<String, String>> read(JsonFields fields) {
        return fields.field("headers").map(node -> read(fields, node));
    }

    private static Map<String, String> read(JsonFields fields, JsonNode node) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (!(node instanceof ObjectNode object)) {
            fields.refuse("headers", "type_mismatch", "expected an object of strings");
            return headers;
        }
        for (Map.Entry<String, JsonNode> header : object.properties()) {
            String problem = problemOf(header.getKey(), header.getValue());
            if (problem != null) {
                fields.refuse("headers", "invalid_header", problem);
            } else if (headers.put(header.getKey(), header.getValue().textValue()) != null) {
                fields.refuse("headers", "invalid_header", "a header is there twice");
            }
        }
        if (object.size() > HEADERS_MAX) {
            fields.refuse("headers", "too_many", "at most " + HEADERS_MAX + " headers");
        }
        return headers;
    }

    private static String problemOf(String name, JsonNode value) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            return "a name must be an HTTP token of at most 64 characters";
        }
        if (FORBIDDEN.contains(lower) || OURS.matcher(lower).matches()) {
            return "host, webhook-*, content-* and headers of the connection cannot be set";
        }
        return value.isTextual() && VALUE.matcher(value.textValue()).matches()
                ? null
                : "a value must be at most 1024 printable ASCII characters";
    }
}
