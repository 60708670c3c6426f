// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.model.OutputSpec;
import io.halflife.monitor.model.Signature;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.model.VersionDefinition;
import io.halflife.storage.json.Json;
import io.halflife.storage.json.JsonFields;
import io.halflife.storage.json.Parsed;
import io.halflife.storage.json.SignatureJson;
import io.halflife.storage.model.VersionChange;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Reads what a client says of a new version. */
final class VersionBody {

    private static final int CLASSES_MAX = 1000;

    private final Checked checked;
    private final JsonFields fields;

    private VersionBody(Checked checked) {
        this.checked = checked;
        this.fields = checked.fields();
    }

    /**
     * The definition.
     *
     * @throws io.halflife.http.problem.ProblemException 422 with every broken rule
     */
    static VersionDefinition read(String model, ObjectNode body) {
        VersionBody reader = new VersionBody(new Checked(body));
        String version = reader.checked.requiredPathName("version");
        Optional<OutputSpec> output = reader.output();
        Optional<Signature> signature = reader.signature();
        VersionDefinition.TrainingData training = reader.training();
        String digest = reader.checked.name("artifact_digest").orElse("");
        ObjectNode source = reader.checked.kept("source", Json.object());
        reader.checked.done();
        return new VersionDefinition(
                new ModelVersion(model, version),
                signature.orElseThrow(),
                output.orElseThrow(),
                digest,
                training,
                source.toString());
    }

    /** What is to change; the caller ends the reading. */
    static VersionChange readChange(Checked checked) {
        VersionBody reader = new VersionBody(checked);
        JsonFields fields = checked.fields();
        Optional<String> digest = checked.name("artifact_digest");
        boolean trains = fields.field("training_data").isPresent();
        return new VersionChange(
                fields.flag("retired"),
                fields.number("decision_threshold", x -> x >= 0 && x <= 1, "must be in [0, 1]"),
                trains ? Optional.of(reader.training()) : Optional.empty(),
                digest);
    }

    /** The signature, if one was sent. */
    static Optional<Signature> signature(Checked checked) {
        return checked.fields().field("signature").isPresent()
                ? new VersionBody(checked).signature()
                : Optional.empty();
    }

    private Optional<Signature> signature() {
        fields.require("signature");
        Optional<JsonNode> node = fields.field("signature");
        if (node.isEmpty()) {
            return Optional.empty();
        }
        Parsed<Signature> parsed = SignatureJson.parse(node.get(), "/signature");
        checked.violations().addAll(parsed.violations());
        return parsed.isValid() ? Optional.of(parsed.value()) : Optional.empty();
    }

    private VersionDefinition.TrainingData training() {
        Optional<JsonFields> training = fields.object("training_data");
        if (training.isEmpty()) {
            return VersionDefinition.TrainingData.UNKNOWN;
        }
        Instant start = Checked.instantOrDate(training.get(), "start").orElse(null);
        Instant end = Checked.instantOrDate(training.get(), "end").orElse(null);
        training.get().done();
        if (start != null && end != null && end.isBefore(start)) {
            training.get().refuse("end", "out_of_range", "must not be before start");
        }
        return new VersionDefinition.TrainingData(start, end);
    }

    /** Empty, with findings, when the parts do not fit together. */
    private Optional<OutputSpec> output() {
        fields.require("task");
        Optional<Task> task = fields.choice("task", Task.values(), Task::jsonName);
        String positive = checked.name("positive_label").orElse("");
        List<String> classes = fields.texts("classes").orElse(List.of());
        double threshold =
                fields.number("decision_threshold", x -> x >= 0 && x <= 1, "must be in [0, 1]")
                        .orElse(OutputSpec.DECISION_THRESHOLD_DEFAULT);
        if (classes.size() > CLASSES_MAX || new HashSet<>(classes).size() < classes.size()) {
            fields.refuse(
                    "classes", "out_of_range", "at most " + CLASSES_MAX + ", each named once");
        }
        return task.flatMap(
                t ->
                        t == Task.BINARY_CLASSIFICATION
                                ? binary(positive, classes, threshold)
                                : other(t, positive, classes, threshold));
    }

    private static Optional<OutputSpec> plain(Task task, List<String> classes, double threshold) {
        return Optional.of(new OutputSpec(task, "", classes, threshold));
    }

    private Optional<OutputSpec> other(
            Task task, String positive, List<String> classes, double threshold) {
        if (!positive.isEmpty()) {
            fields.refuse("positive_label", "invalid_enum", "only a binary task has one");
        }
        if (task == Task.REGRESSION && !classes.isEmpty()) {
            fields.refuse("classes", "invalid_enum", "a regression has none");
        }
        return plain(task, classes, threshold);
    }

    /** The negative class stands first; with two classes the positive one need not be named. */
    private Optional<OutputSpec> binary(String positive, List<String> classes, double threshold) {
        if (!classes.isEmpty() && classes.size() != 2) {
            fields.refuse("classes", "out_of_range", "a binary task has two");
            return Optional.empty();
        }
        if (positive.isEmpty() && classes.isEmpty()) {
            fields.require("positive_label");
            return Optional.empty();
        }
        String label = positive.isEmpty() ? classes.get(1) : positive;
        if (!classes.isEmpty() && !classes.contains(label)) {
            fields.refuse("positive_label", "invalid_enum", "must be one of the classes");
            return Optional.empty();
        }
        List<String> ordered =
                !classes.isEmpty() && classes.get(0).equals(label)
                        ? List.of(classes.get(1), label)
                        : classes;
        return Optional.of(new OutputSpec(Task.BINARY_CLASSIFICATION, label, ordered, threshold));
    }
}
