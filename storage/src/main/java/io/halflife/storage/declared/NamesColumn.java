// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.declared;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.reference.DeclaredNumbers;
import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.storage.json.JsonFields;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads a column of names: the most frequent with their counts in {@code top}, the rows of all
 * others together in {@code other}. What is not named occurred at most as often as the rarest that
 * is.
 */
final class NamesColumn {

    private static final int NAME_CHARS_MAX = 4096;

    private final JsonFields fields;
    private final long rows;

    NamesColumn(JsonFields fields, long rows) {
        this.fields = fields;
        this.rows = rows;
    }

    Optional<FeatureProfile> read(Column column) {
        fields.require("top");
        Optional<JsonNode> object = fields.field("top");
        Optional<JsonFields> top = fields.object("top");
        long other = fields.integer("other", 0, DeclaredNumbers.COUNT_MAX).orElse(0);
        Map<String, Long> counts =
                top.isEmpty() ? Map.of() : counts(top.get(), object.orElseThrow());
        boolean whole = top.isPresent() && counts.size() == object.orElseThrow().size();
        long sum = counts.values().stream().mapToLong(Long::longValue).sum() + other;
        ColumnCounts size =
                ColumnCounts.read(
                        fields, rows, whole ? OptionalLong.of(sum) : OptionalLong.empty());
        fields.done();
        if (!whole || sum > DeclaredNumbers.COUNT_MAX) {
            return Optional.empty();
        }
        return Optional.of(FeatureProfile.of(column, table(counts, other), size.missing()));
    }

    private static Map<String, Long> counts(JsonFields top, JsonNode object) {
        Map<String, Long> counts = new HashMap<>();
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (name.length() > NAME_CHARS_MAX || name.indexOf('\0') >= 0) {
                top.refuse(name, "invalid_string", "must be storable text of at most 4096");
            } else {
                top.require(name);
                top.integer(name, 0, DeclaredNumbers.COUNT_MAX)
                        .ifPresent(count -> counts.put(name, count));
            }
        }
        return counts;
    }

    private static FrequencyTable table(Map<String, Long> counts, long other) {
        long rarest = counts.isEmpty() ? other : Collections.min(counts.values());
        return FrequencyTable.of(counts, other, Math.min(other, Math.max(1, rarest)));
    }
}
