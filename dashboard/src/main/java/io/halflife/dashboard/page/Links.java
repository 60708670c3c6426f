// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Addresses of pages. Names come from clients and may hold anything; here they are encoded. */
public final class Links {

    private Links() {}

    /** {@code /models/{name}}. */
    public static String model(String name) {
        return "/models/" + encoded(name);
    }

    /** A part of a path or a value of a query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * {@code ?a=b&c=d} in the map's order; parameters without a value are left out, and without any
     * there is nothing.
     */
    public static String query(Map<String, String> parameters) {
        String pairs =
                parameters.entrySet().stream()
                        .filter(entry -> !entry.getValue().isEmpty())
                        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&"));
        return pairs.isEmpty() ? "" : "?" + pairs;
    }
}
