// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.Signature;
import io.halflife.monitor.segment.SegmentKey;
import io.halflife.storage.json.Json;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The values by which rows are divided, as a column of a query: one text for each key, null where
 * the row has none.
 *
 * @param places of each key: the name of a tag, or where a categorical feature is in its array
 */
public record SegmentColumns(List<Place> places) implements Serializable {

    /** Rows that are not divided. */
    public static final SegmentColumns NONE = new SegmentColumns(List.of());

    /**
     * Where a row has a key's value.
     *
     * @param tag null for a feature
     * @param feature its element in the array of categorical features, from 1; 0 for a tag
     */
    record Place(String tag, int feature) implements Serializable {}

    public SegmentColumns {
        places = List.copyOf(places);
    }

    /** Those of the keys, in their order; each feature is in the signature. */
    public static SegmentColumns of(List<SegmentKey> keys, Signature signature) {
        List<String> names = signature.categorical().stream().map(Feature::name).toList();
        return new SegmentColumns(
                keys.stream()
                        .map(
                                key ->
                                        key.source() == SegmentKey.Source.TAG
                                                ? new Place(key.name(), 0)
                                                : new Place(null, names.indexOf(key.name()) + 1))
                        .toList());
    }

    /**
     * The values of a row that does not come from the database.
     *
     * @param tags a JSON object, or null
     */
    public void read(String[] categorical, String tags, String[] into) {
        JsonNode object = tags == null ? null : Json.read(tags);
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            if (place.tag() == null) {
                into[i] = categorical[place.feature() - 1];
            } else {
                JsonNode value = object == null ? null : object.get(place.tag());
                into[i] = value == null || value.isNull() ? null : text(value);
            }
        }
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }

    /** Whether a tag is among them. */
    public boolean needTags() {
        return places.stream().anyMatch(place -> place.tag() != null);
    }

    /** Null where the row's features and tags are gone. */
    String select(String row) {
        if (places.isEmpty()) {
            return "null::text[]";
        }
        String values =
                places.stream()
                        .map(
                                place ->
                                        place.tag() == null
                                                ? row
                                                        + ".categorical_features["
                                                        + place.feature()
                                                        + "]"
                                                : row + ".tags->>?")
                        .collect(Collectors.joining(", "));
        return "case when %s.categorical_features is not null then array[%s]::text[] end"
                .formatted(row, values);
    }

    void addTo(Parameters parameters) {
        for (Place place : places) {
            if (place.tag() != null) {
                parameters.add(place.tag());
            }
        }
    }
}
