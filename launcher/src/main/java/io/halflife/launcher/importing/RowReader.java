// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.importing;

import io.halflife.client.GroundTruth;
import io.halflife.client.Prediction;
import io.halflife.launcher.importing.ImportPlan.Kind;
import io.halflife.launcher.source.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Turns rows into what the doors take. */
final class RowReader {

    static final String IGNORED = "-";

    /** Every field that a column can be, beside {@code features.…}, {@code tags.…} and the like. */
    static final Set<String> FIELDS =
            Set.of(
                    "prediction_id",
                    "event_time",
                    "environment",
                    "prediction.label",
                    "prediction.score",
                    "prediction.value",
                    "latency_ms",
                    "trace_id",
                    "actual.label",
                    "actual.value",
                    "observed_at",
                    "source",
                    "revision");

    private static final String FEATURE = "features.";
    private static final String TAG = "tags.";
    private static final String PROBABILITY = "prediction.probabilities.";

    /** What a line of our own API carries and the command line says. */
    private static final Set<String> STATED = Set.of("model", "version");

    private final ImportPlan plan;

    RowReader(ImportPlan plan) {
        this.plan = plan;
    }

    static boolean isField(String field) {
        return FIELDS.contains(field)
                || field.equals(IGNORED)
                || field.startsWith(FEATURE)
                || field.startsWith(TAG)
                || field.startsWith(PROBABILITY);
    }

    /** What a column is. */
    String fieldOf(String column) {
        String mapped = plan.fields().get(column);
        if (mapped != null) {
            return mapped;
        }
        boolean known = isField(column) && !column.equals(IGNORED);
        if (known) {
            return column;
        }
        boolean isFeature = plan.kind() != Kind.GROUND_TRUTH && !STATED.contains(column);
        return isFeature ? FEATURE + column : IGNORED;
    }

    /**
     * A prediction, or a row of a reference.
     *
     * @throws BadRowException naming field and rule
     */
    Prediction prediction(SourceRow row) {
        Map<String, Object> fields = new LinkedHashMap<>();
        Map<String, Object> features = new LinkedHashMap<>();
        Map<String, String> tags = new LinkedHashMap<>();
        Map<String, Double> probabilities = new LinkedHashMap<>();
        row.cells()
                .forEach(
                        (column, value) -> {
                            String field = fieldOf(column);
                            if (field.startsWith(FEATURE)) {
                                String name = field.substring(FEATURE.length());
                                features.put(name, feature(name, value));
                            } else if (value != null && field.startsWith(TAG)) {
                                tags.put(field.substring(TAG.length()), value.toString());
                            } else if (value != null && field.startsWith(PROBABILITY)) {
                                probabilities.put(
                                        field.substring(PROBABILITY.length()),
                                        number(field, value));
                            } else if (value != null && !field.equals(IGNORED)) {
                                fields.put(field, value);
                            }
                        });
        return prediction(row, fields, features, tags, probabilities);
    }

    private Prediction prediction(
            SourceRow row,
            Map<String, Object> fields,
            Map<String, Object> features,
            Map<String, String> tags,
            Map<String, Double> probabilities) {
        Instant time = time(fields, "event_time", plan.kind() == Kind.PREDICTIONS);
        Object id = fields.get("prediction_id");
        Prediction.Builder builder =
                Prediction.builder(
                                id == null
                                        ? DerivedId.of(plan.model(), plan.version(), row)
                                        : id.toString(),
                                time)
                        .features(features)
                        .probabilities(probabilities)
                        .tags(tags);
        if (plan.kind() == Kind.PREDICTIONS) {
            builder.model(plan.model(), plan.version());
            builder.environment(text(fields, "environment", plan.environment()));
        }
        fields.forEach((field, value) -> set(builder, field, value));
        return builder.build();
    }

    private void set(Prediction.Builder builder, String field, Object value) {
        switch (field) {
            case "prediction.label" -> builder.label(value.toString());
            case "prediction.score" -> builder.score(number(field, value));
            case "prediction.value" -> builder.value(number(field, value));
            case "latency_ms" ->
                    builder.latency(Duration.ofNanos(Math.round(number(field, value) * 1e6)));
            case "trace_id" -> builder.traceId(value.toString());
            case "actual.label" -> {
                if (plan.kind() == Kind.REFERENCE) {
                    builder.actual(value.toString());
                }
            }
            case "actual.value" -> {
                if (plan.kind() == Kind.REFERENCE) {
                    builder.actual(number(field, value));
                }
            }
            default -> {}
        }
    }

    /**
     * A label.
     *
     * @throws BadRowException naming field and rule
     */
    GroundTruth groundTruth(SourceRow row) {
        Map<String, Object> fields = new LinkedHashMap<>();
        row.cells()
                .forEach(
                        (column, value) -> {
                            String field = fieldOf(column);
                            if (value != null && FIELDS.contains(field)) {
                                fields.put(field, value);
                            }
                        });
        String id = text(fields, "prediction_id", null);
        if (id == null) {
            throw new BadRowException("prediction_id", "is required: which prediction it is about");
        }
        Object value = fields.get("actual.value");
        String label = text(fields, "actual.label", null);
        if (value == null && label == null) {
            throw new BadRowException("actual", "is required: a label or a value");
        }
        return new GroundTruth(
                plan.model(),
                id,
                time(fields, "event_time", false),
                label,
                value == null ? null : number("actual.value", value),
                time(fields, "observed_at", false),
                text(fields, "source", null),
                revision(fields.get("revision")));
    }

    private static int revision(Object value) {
        double revision = value == null ? 1 : number("revision", value);
        if (revision < 1 || revision > Integer.MAX_VALUE || revision != Math.rint(revision)) {
            throw new BadRowException("revision", "must be a whole number from 1");
        }
        return (int) revision;
    }

    /** As the signature has it; what it does not know is a number if it looks like one. */
    private Object feature(String name, Object value) {
        Boolean numeric = plan.numeric().get(name);
        if (value == null || !(value instanceof String text)) {
            return value == null || !Boolean.FALSE.equals(numeric) || value instanceof Boolean
                    ? value
                    : value.toString();
        }
        if (Boolean.FALSE.equals(numeric)) {
            return switch (text) {
                case "true", "True", "TRUE" -> "true";
                case "false", "False", "FALSE" -> "false";
                default -> text;
            };
        }
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            if (Boolean.TRUE.equals(numeric)) {
                throw new BadRowException(FEATURE + name, "is not a number");
            }
            return text;
        }
    }

    private static String text(Map<String, Object> fields, String field, String otherwise) {
        Object value = fields.get(field);
        return value == null ? otherwise : value.toString();
    }

    private static double number(String field, Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        try {
            return Double.parseDouble(value.toString());
        } catch (NumberFormatException e) {
            throw new BadRowException(field, "is not a number");
        }
    }

    private static Instant time(Map<String, Object> fields, String field, boolean required) {
        Object value = fields.get(field);
        if (value == null) {
            if (required) {
                throw new BadRowException(field, "is required");
            }
            return null;
        }
        if (value instanceof Long || value instanceof Integer) {
            return Instant.ofEpochMilli(((Number) value).longValue());
        }
        return Times.parse(value.toString())
                .orElseThrow(() -> new BadRowException(field, Times.RULE));
    }
}
