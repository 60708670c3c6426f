// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.importing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.launcher.console.Refusal;
import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.model.Signature;
import io.halflife.monitor.model.Task;
import io.halflife.storage.json.Json;
import io.halflife.storage.json.SignatureJson;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A version's signature and task, from all rows of the files. What the rows do not say beyond doubt
 * is asked for.
 */
public final class InferredVersion {

    /** Which of two labels is the positive one, where everybody calls it so. */
    private static final Map<Set<String>, String> CONVENTIONS =
            Map.of(
                    Set.of("0", "1"), "1",
                    Set.of("false", "true"), "true",
                    Set.of("no", "yes"), "yes",
                    Set.of("negative", "positive"), "positive");

    private static final String FEATURE = "features.";
    private static final String PROBABILITY = "prediction.probabilities.";
    private static final int LABELS_MAX = 3;

    private final ImportPlan plan;
    private final RowReader reader;
    private final Map<String, ColumnTypes> features = new LinkedHashMap<>();
    private final Set<String> labels = new TreeSet<>();
    private final Set<String> classes = new TreeSet<>();
    private boolean hasScore;
    private boolean hasValue;

    private InferredVersion(ImportPlan plan) {
        this.plan = plan;
        this.reader = new RowReader(plan);
    }

    /**
     * Reads the files once.
     *
     * @param analyzer the unpacked analyzer, which reads Parquet
     * @throws Refusal when a file cannot be read, or no row of them has a feature
     */
    public static InferredVersion of(ImportPlan plan, List<Path> files, Path analyzer) {
        InferredVersion version = new InferredVersion(plan);
        for (Path file : files) {
            // Rows that are none are named when they are loaded.
            RowFile.of(file, analyzer, plan.leftOut()).read(version::add, (line, rule) -> {});
        }
        if (version.features().isEmpty()) {
            throw Refusal.failed("no row has a feature, so there is no signature to register");
        }
        return version;
    }

    private void add(SourceRow row) {
        row.cells().forEach((column, value) -> add(reader.fieldOf(column), value));
    }

    private void add(String field, Object value) {
        if (field.startsWith(FEATURE)) {
            features.computeIfAbsent(field.substring(FEATURE.length()), n -> new ColumnTypes())
                    .add(value);
        } else if (field.startsWith(PROBABILITY)) {
            classes.add(field.substring(PROBABILITY.length()));
        } else if (value != null) {
            hasScore |= field.equals("prediction.score");
            hasValue |= field.equals("prediction.value");
            if (field.equals("prediction.label") && labels.size() < LABELS_MAX) {
                labels.add(value.toString());
            }
        }
    }

    private List<Feature> features() {
        return features.entrySet().stream()
                .filter(entry -> entry.getValue().isKnown())
                .map(entry -> entry.getValue().feature(entry.getKey()))
                .toList();
    }

    /** The plan again, with the types of the features. */
    public ImportPlan typed() {
        Map<String, Boolean> numeric = new LinkedHashMap<>();
        features().forEach(f -> numeric.put(f.name(), f.kind() == FeatureKind.NUMERIC));
        return new ImportPlan(
                plan.kind(),
                plan.model(),
                plan.version(),
                plan.environment(),
                plan.fields(),
                numeric);
    }

    /**
     * The body that registers the version.
     *
     * @param task as it was stated; empty to tell it from the columns
     * @param positive the positive label as it was stated; empty to tell it from the labels
     * @throws Refusal when the rows leave open what it is
     */
    public ObjectNode json(Optional<Task> task, Optional<String> positive) {
        Task known = task.orElseGet(() -> task(positive));
        ObjectNode json = Json.object();
        json.put("version", plan.version());
        json.put("task", known.jsonName());
        if (known == Task.BINARY_CLASSIFICATION) {
            json.put("positive_label", positive.orElseGet(this::positive));
        }
        if (known == Task.MULTICLASS_CLASSIFICATION && !classes.isEmpty()) {
            classes.forEach(json.putArray("classes")::add);
        }
        json.putObject("signature")
                .set("inputs", SignatureJson.write(new Signature(features(), false)).get("inputs"));
        return json;
    }

    private Task task(Optional<String> positive) {
        boolean labelled = !labels.isEmpty() || hasScore || !classes.isEmpty();
        if (hasValue && !labelled) {
            return Task.REGRESSION;
        }
        if (hasValue || !labelled) {
            throw Refusal.usage(
                    "the columns do not tell the task (a label, a score or a value?): say --task");
        }
        if (labels.size() >= LABELS_MAX || classes.size() >= LABELS_MAX) {
            return Task.MULTICLASS_CLASSIFICATION;
        }
        boolean binary = positive.isPresent() || hasScore || CONVENTIONS.containsKey(labels);
        if (!binary) {
            throw Refusal.usage(
                    "labels "
                            + String.join(", ", labels)
                            + " may be of two classes or of more: say --task");
        }
        return Task.BINARY_CLASSIFICATION;
    }

    private String positive() {
        String label = CONVENTIONS.get(labels);
        if (Objects.isNull(label)) {
            throw Refusal.usage(
                    "which label is the positive one"
                            + (labels.isEmpty() ? "" : " of " + String.join(", ", labels))
                            + "? say --positive");
        }
        return label;
    }
}
