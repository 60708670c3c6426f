// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.storage.json.Json;
import java.util.Map;
import java.util.TreeMap;

/** Static headers as the text that is sealed. */
final class HeadersJson {

    private HeadersJson() {}

    static String write(Map<String, String> headers) {
        ObjectNode json = Json.object();
        new TreeMap<>(headers).forEach(json::put);
        return json.toString();
    }

    static Map<String, String> read(String text) {
        Map<String, String> headers = new TreeMap<>();
        Json.read(text).properties().forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
        return headers;
    }
}
