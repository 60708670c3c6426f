// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.halflife.launcher.console.Refusal;
import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.window.CalendarWindows.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads {@code schema.json}, naming every field that breaks a rule. Used once. */
final class SchemaReader {

    /** Names that may stand in a URL and on a metric. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:/-]{1,128}");

    private static final int FEATURES_MAX = 2000;

    private final String file;
    private final Problems problems = new Problems();

    SchemaReader(String file) {
        this.file = file;
    }

    /**
     * Reads it.
     *
     * @throws Refusal with one line for each problem
     */
    ReplaySchema read(String json) {
        JsonNode root = parse(json);
        Task task = task(text(root.path("task"), "task"));
        JsonNode model = root.path("model");
        String name = named(text(model.path("name"), "model.name"), "model.name");
        String version = named(text(model.path("version"), "model.version"), "model.version");
        ReplaySchema schema =
                new ReplaySchema(
                        new ModelVersion(name, version),
                        task,
                        time(model.path("trained_from"), "model.trained_from"),
                        time(model.path("trained_to"), "model.trained_to"),
                        output(root.path("prediction"), task),
                        label(root.path("label")),
                        windows(root.path("windows")),
                        features(root.path("features")),
                        rows(root.path("files")));
        requireDistinctColumns(schema);
        problems.refuseIfAny();
        return schema;
    }

    private JsonNode parse(String json) {
        try {
            JsonNode root = new ObjectMapper().readTree(json);
            if (!root.isObject()) {
                throw Refusal.failed(file + ": is not a JSON object");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw Refusal.failed(
                    file
                            + " line "
                            + e.getLocation().getLineNr()
                            + ", column "
                            + e.getLocation().getColumnNr()
                            + ": is not JSON: "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        }
    }

    private void problem(String field, String rule) {
        problems.add(file + ": " + field + " " + rule);
    }

    private String text(JsonNode node, String field) {
        if ((node.isTextual() || node.isNumber()) && !node.asText().isBlank()) {
            return node.asText();
        }
        problem(field, node.isMissingNode() ? "is missing" : "must be a text that is not blank");
        return "?";
    }

    private String named(String value, String field) {
        if (!value.equals("?") && !NAME.matcher(value).matches()) {
            problem(field, "must be 1 to 128 characters of A-Z a-z 0-9 _ . : / -");
        }
        return value;
    }

    private Task task(String word) {
        return switch (word) {
            case "binary", "binary_classification", "?" -> Task.BINARY_CLASSIFICATION;
            case "multiclass", "multiclass_classification" -> Task.MULTICLASS_CLASSIFICATION;
            case "regression" -> Task.REGRESSION;
            default -> {
                problem("task", "must be binary, multiclass or regression");
                yield Task.BINARY_CLASSIFICATION;
            }
        };
    }

    private String time(JsonNode node, String field) {
        if (node.isMissingNode() || node.isNull()) {
            return "";
        }
        if (Times.parse(node.asText()).isEmpty()) {
            problem(field, Times.RULE + " or 2026-01-31");
        }
        return node.asText();
    }

    private ReplaySchema.Output output(JsonNode node, Task task) {
        return switch (task) {
            case BINARY_CLASSIFICATION -> binary(node);
            case MULTICLASS_CLASSIFICATION -> multiClass(node);
            case REGRESSION ->
                    new ReplaySchema.Output(
                            "",
                            List.of(),
                            List.of(),
                            Double.NaN,
                            text(node.path("value_column"), "prediction.value_column"));
        };
    }

    private ReplaySchema.Output binary(JsonNode node) {
        String positive = text(node.path("positive_class"), "prediction.positive_class");
        String negative = text(node.path("negative_class"), "prediction.negative_class");
        if (positive.equals(negative) && !positive.equals("?")) {
            problem("prediction.negative_class", "must differ from prediction.positive_class");
        }
        String probability = optional(node.path("probability_column"));
        return new ReplaySchema.Output(
                probability.isEmpty() || node.has("class_column")
                        ? text(node.path("class_column"), "prediction.class_column")
                        : "",
                probability.isEmpty() ? List.of() : List.of(probability),
                List.of(negative, positive),
                threshold(node.path("threshold")),
                "");
    }

    private ReplaySchema.Output multiClass(JsonNode node) {
        List<String> classes = texts(node.path("classes"), "prediction.classes");
        if (!classes.isEmpty() && new HashSet<>(classes).size() < Math.max(2, classes.size())) {
            problem("prediction.classes", "must name two classes or more, each once");
        }
        JsonNode columns = node.path("probability_columns");
        List<String> probabilities =
                columns.isMissingNode() || columns.isNull()
                        ? List.of()
                        : texts(columns, "prediction.probability_columns");
        if (!probabilities.isEmpty() && probabilities.size() != classes.size()) {
            problem(
                    "prediction.probability_columns",
                    "must name one column per class: "
                            + classes.size()
                            + ", not "
                            + probabilities.size());
        }
        return new ReplaySchema.Output(
                text(node.path("class_column"), "prediction.class_column"),
                probabilities,
                classes,
                Double.NaN,
                "");
    }

    private List<String> texts(JsonNode node, String field) {
        List<String> texts = new ArrayList<>();
        if (!node.isArray()) {
            problem(field, node.isMissingNode() ? "is missing" : "must be a list");
        }
        for (int i = 0; i < node.size(); i++) {
            texts.add(text(node.get(i), field + "[" + i + "]"));
        }
        return texts;
    }

    private static String optional(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? "" : node.asText();
    }

    private double threshold(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Double.NaN;
        }
        if (!node.isNumber() || !(node.asDouble() >= 0 && node.asDouble() <= 1)) {
            problem("prediction.threshold", "must be a number in [0, 1] or null");
        }
        return node.asDouble();
    }

    private ReplaySchema.Label label(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        return new ReplaySchema.Label(
                text(node.path("column"), "label.column"), optional(node.path("timestamp_column")));
    }

    private WindowChoice windows(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return new WindowChoice.Calendar(Unit.DAY);
        }
        return switch (node.path("kind").asText()) {
            case "calendar" -> calendar(node.path("unit").asText());
            case "count" -> count(node.path("rows"));
            case "duration" ->
                    WindowChoice.parse(node.path("length").asText())
                            .filter(choice -> !(choice instanceof WindowChoice.Count))
                            .orElseGet(
                                    () -> refused("windows.length", "must be a length: PT1H, P1D"));
            default -> refused("windows.kind", "must be calendar, duration or count");
        };
    }

    private WindowChoice calendar(String unit) {
        Optional<Unit> known =
                Arrays.stream(Unit.values()).filter(u -> u.jsonName().equals(unit)).findFirst();
        return known.<WindowChoice>map(WindowChoice.Calendar::new)
                .orElseGet(() -> refused("windows.unit", "must be day, week, month or year"));
    }

    private WindowChoice count(JsonNode rows) {
        return rows.canConvertToLong() && rows.asLong() >= 1
                ? new WindowChoice.Count(rows.asLong())
                : refused("windows.rows", "must be a whole number above 0");
    }

    private WindowChoice refused(String field, String rule) {
        problem(field, rule);
        return new WindowChoice.Calendar(Unit.DAY);
    }

    private List<ReplaySchema.FeatureColumn> features(JsonNode node) {
        List<ReplaySchema.FeatureColumn> features = new ArrayList<>();
        if (!node.isArray() || node.isEmpty() || node.size() > FEATURES_MAX) {
            problem("features", "must be a list of 1 to " + FEATURES_MAX + " features");
            return features;
        }
        for (int i = 0; i < node.size() && !problems.isFull(); i++) {
            JsonNode feature = node.get(i);
            String field = "features[" + i + "]";
            features.add(
                    new ReplaySchema.FeatureColumn(
                            text(feature.path("name"), field + ".name"),
                            kind(feature.path("type").asText(), field + ".type"),
                            feature.path("nullable").asBoolean(true)));
        }
        return features;
    }

    private FeatureKind kind(String word, String field) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "numeric" -> FeatureKind.NUMERIC;
            case "categorical" -> FeatureKind.CATEGORICAL;
            default -> {
                problem(field, "must be numeric or categorical");
                yield FeatureKind.NUMERIC;
            }
        };
    }

    private static ReplaySchema.RowCounts rows(JsonNode files) {
        return new ReplaySchema.RowCounts(
                files.path("reference").path("rows").asLong(-1),
                files.path("production").path("rows").asLong(-1));
    }

    /** A column that stands for two things is a mistake; the files' own columns are taken. */
    private void requireDistinctColumns(ReplaySchema schema) {
        Set<String> seen = new HashSet<>(List.of(RowReader.ID, RowReader.TIMESTAMP));
        Predicate<String> taken = column -> !column.isEmpty() && !seen.add(column);
        List<String> columns = new ArrayList<>();
        columns.add(schema.output().classColumn());
        columns.addAll(schema.output().probabilityColumns());
        columns.add(schema.output().valueColumn());
        schema.labelIfAny().ifPresent(l -> columns.add(l.column()));
        schema.labelIfAny().ifPresent(l -> columns.add(l.timestampColumn()));
        schema.features().forEach(f -> columns.add(f.name()));
        columns.stream()
                .filter(taken)
                .filter(column -> !column.equals("?"))
                .forEach(column -> problem("column " + column, "is named twice"));
    }
}
