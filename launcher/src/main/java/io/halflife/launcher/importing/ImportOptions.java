// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.importing;

import io.halflife.launcher.console.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** What was typed about columns. */
public final class ImportOptions {

    private static final Map<String, String> SHORT =
            Map.of(
                    "--id", "prediction_id",
                    "--time", "event_time",
                    "--score", "prediction.score",
                    "--value", "prediction.value",
                    "--actual", "actual.label",
                    "--actual-value", "actual.value");

    private ImportOptions() {}

    public static ImportPlan.Kind kind(String text) {
        return switch (text) {
            case "predictions" -> ImportPlan.Kind.PREDICTIONS;
            case "ground-truth" -> ImportPlan.Kind.GROUND_TRUTH;
            case "reference" -> ImportPlan.Kind.REFERENCE;
            default -> throw Refusal.usage("--kind is predictions, ground-truth or reference");
        };
    }

    /**
     * From column to field.
     *
     * @param value of an option
     */
    public static Map<String, String> fields(
            Function<String, Optional<String>> value, ImportPlan.Kind kind) {
        Map<String, String> fields = new HashMap<>();
        value.apply("--map").ifPresent(text -> addAll(fields, text));
        SHORT.forEach((option, field) -> value.apply(option).ifPresent(c -> put(fields, c, field)));
        String label = kind == ImportPlan.Kind.GROUND_TRUTH ? "actual.label" : "prediction.label";
        value.apply("--label").ifPresent(column -> put(fields, column, label));
        return fields;
    }

    private static void addAll(Map<String, String> fields, String text) {
        for (String part : text.split(",", -1)) {
            int equals = part.lastIndexOf('=');
            if (equals < 1 || equals == part.length() - 1) {
                throw Refusal.usage("--map is column=field, several with commas: " + part);
            }
            put(fields, part.substring(0, equals).strip(), part.substring(equals + 1).strip());
        }
    }

    private static void put(Map<String, String> fields, String column, String field) {
        if (!RowReader.isField(field)) {
            throw Refusal.usage(
                    "there is no field "
                            + field
                            + "; there are features.NAME, tags.NAME, - (left out), "
                            + String.join(", ", new TreeSet<>(RowReader.FIELDS)));
        }
        if (fields.put(column, field) != null) {
            throw Refusal.usage("column " + column + " is given two fields");
        }
    }
}
