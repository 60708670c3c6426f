// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.declared;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.model.VersionDefinition;
import io.halflife.monitor.model.Violation;
import io.halflife.monitor.performance.MetricValue;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.reference.DeclaredNumbers;
import io.halflife.storage.json.JsonFields;
import io.halflife.storage.json.Parsed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads {@code {"kind":"profile","rows":n,"columns":{…},"performance":{…}}}. Every broken rule is a
 * violation with its pointer; nothing is guessed. Used by one thread.
 */
public final class DeclaredReferenceJson {

    private final VersionDefinition version;
    private final Map<String, Feature> features;
    private final List<Violation> violations = new ArrayList<>();

    private DeclaredReferenceJson(VersionDefinition version) {
        this.version = version;
        this.features =
                version.signature().inputs().stream()
                        .collect(Collectors.toMap(Feature::name, Function.identity()));
    }

    /** Checks the body against the version that it is a reference of. */
    public static Parsed<DeclaredReference> read(JsonNode body, VersionDefinition version) {
        return new DeclaredReferenceJson(version).read(body);
    }

    private Parsed<DeclaredReference> read(JsonNode body) {
        Optional<JsonFields> fields = JsonFields.of(body, "", violations);
        Optional<DeclaredReference> read = fields.map(this::read);
        return violations.isEmpty() ? Parsed.of(read.orElseThrow()) : Parsed.refused(violations);
    }

    private DeclaredReference read(JsonFields fields) {
        fields.require("kind");
        fields.choice("kind", new String[] {"profile"}, kind -> kind);
        fields.require("rows");
        fields.require("columns");
        long rows = fields.integer("rows", 1, DeclaredNumbers.COUNT_MAX).orElse(0);
        Optional<JsonNode> columns = fields.field("columns");
        Optional<JsonFields> each = fields.object("columns");
        List<FeatureProfile> profiles =
                each.isEmpty() ? List.of() : columns(each.get(), columns.orElseThrow(), rows);
        if (each.isPresent() && columns.orElseThrow().isEmpty()) {
            fields.refuse("columns", "required", "must hold at least one column");
        }
        List<MetricValue> performance = performance(fields, rows);
        fields.done();
        return new DeclaredReference(rows, profiles, performance);
    }

    private List<FeatureProfile> columns(JsonFields columns, JsonNode object, long rows) {
        List<FeatureProfile> profiles = new ArrayList<>();
        Set<Column> seen = new HashSet<>();
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            Optional<JsonFields> fields = columns.object(name);
            if (fields.isEmpty()) {
                columns.require(name);
                continue;
            }
            Optional<Column> column = column(columns, name, fields.get());
            if (column.isPresent() && !seen.add(column.get())) {
                columns.refuse(
                        name, "duplicate_key", "two columns have the role " + column.get().role());
            }
            column.flatMap(c -> profile(c, fields.get(), rows)).ifPresent(profiles::add);
        }
        return profiles;
    }

    private Optional<Column> column(JsonFields columns, String name, JsonFields fields) {
        Role role = fields.choice("role", Role.values(), Role::name).orElse(Role.FEATURE);
        if (role == Role.FEATURE && !features.containsKey(name)) {
            columns.refuse(name, "unknown_feature", "the version's signature has no such input");
            return Optional.empty();
        }
        return Optional.of(
                switch (role) {
                    case FEATURE -> Column.feature(name);
                    case PREDICTION -> Column.PREDICTION;
                    case PROBABILITY -> Column.PROBABILITY;
                    case LABEL -> Column.LABEL;
                });
    }

    private Optional<FeatureProfile> profile(Column column, JsonFields fields, long rows) {
        return kind(column) == FeatureKind.NUMERIC
                ? new NumericColumn(fields, rows).read(column)
                : new NamesColumn(fields, rows).read(column);
    }

    private FeatureKind kind(Column column) {
        return switch (column.role()) {
            case FEATURE -> features.get(column.name()).kind();
            case PROBABILITY -> FeatureKind.NUMERIC;
            case PREDICTION, LABEL ->
                    version.output().task() == Task.REGRESSION
                            ? FeatureKind.NUMERIC
                            : FeatureKind.CATEGORICAL;
        };
    }

    private List<MetricValue> performance(JsonFields fields, long rows) {
        Optional<JsonFields> metrics = fields.object("performance");
        return metrics.isEmpty()
                ? List.of()
                : new DeclaredMetrics(metrics.get(), version.output().task(), rows).read();
    }
}
