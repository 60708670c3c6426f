// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.webhook;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What people may say about an endpoint.
 *
 * @param types empty: all
 * @param models by name; empty: all
 * @param headers static headers and their values, which are secrets
 */
public record EndpointDraft(
        String url,
        List<String> types,
        List<String> models,
        String description,
        Map<String, String> headers,
        boolean active) {

    public EndpointDraft {
        Objects.requireNonNull(url, "url");
        types = List.copyOf(types);
        models = List.copyOf(models);
        Objects.requireNonNull(description, "description");
        headers = Map.copyOf(new TreeMap<>(headers));
    }

    /** Never the headers' values. */
    @Override
    public String toString() {
        return "EndpointDraft[url=" + url + ", headers=" + headers.keySet() + "]";
    }
}
