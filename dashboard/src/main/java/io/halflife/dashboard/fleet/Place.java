// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.fleet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.halflife.storage.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a standing stands in an order. A page ends at one and the next begins after it, whatever
 * came or went in between.
 *
 * @param group the value of the tag that groups; the empty string without
 * @param key what is sorted by; NaN comes last
 */
public record Place(String group, double key, String model, String environment) {

    private static final int PARTS = 4;

    public Place {
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(environment, "environment");
    }

    static Place of(Standing standing, FleetQuestion question) {
        return new Place(
                question.group().isEmpty() ? "" : standing.tag(question.group()),
                question.sort().key(standing),
                standing.model(),
                standing.environment());
    }

    /** The place in pieces. */
    List<String> parts() {
        return List.of(group, Double.toString(key), model, environment);
    }

    /** Empty where these are no parts of a place. */
    static Optional<Place> of(List<String> parts) {
        try {
            return parts.size() == PARTS
                    ? Optional.of(
                            new Place(
                                    parts.get(0),
                                    Double.parseDouble(parts.get(1)),
                                    parts.get(2),
                                    parts.get(3)))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** As a page's address carries it. */
    public String text() {
        ArrayNode json = Json.array();
        parts().forEach(json::add);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Empty where the text is none of {@link #text}. */
    public static Optional<Place> ofText(String text) {
        try {
            byte[] json = Base64.getUrlDecoder().decode(text);
            List<String> parts = new ArrayList<>();
            Json.read(new String(json, StandardCharsets.UTF_8))
                    .forEach(part -> parts.add(part.asText()));
            return of(parts);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }
}
