// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.replay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.launcher.source.FolderCheck;
import io.halflife.launcher.source.ReplaySchema;
import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.model.Signature;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.window.WindowSpec;
import io.halflife.storage.json.Json;
import io.halflife.storage.json.SignatureJson;
import io.halflife.storage.json.WindowSpecJson;
import java.util.List;

/** The bodies that tell the collector about a model before its predictions come. */
final class RegistrationJson {

    private static final int POSITIVE = 1;

    private RegistrationJson() {}

    static ObjectNode model(ReplaySchema schema) {
        return Json.object().put("name", schema.id().model()).put("origin", "replay");
    }

    static ObjectNode version(ReplaySchema schema, FolderCheck check) {
        ReplaySchema.Output output = schema.output();
        ObjectNode json = Json.object();
        json.put("version", schema.id().version());
        json.put("task", schema.task().jsonName());
        if (schema.task() == Task.BINARY_CLASSIFICATION) {
            json.put("positive_label", output.classes().get(POSITIVE));
        }
        if (!output.classes().isEmpty()) {
            output.classes().forEach(json.putArray("classes")::add);
        }
        if (!Double.isNaN(output.decisionThreshold())) {
            json.put("decision_threshold", output.decisionThreshold());
        }
        putTraining(json, schema, check);
        json.set("signature", signature(schema.features()));
        return json;
    }

    private static void putTraining(ObjectNode json, ReplaySchema schema, FolderCheck check) {
        ObjectNode training = Json.object();
        if (!schema.trainedFrom().isEmpty()) {
            training.put("start", schema.trainedFrom());
        }
        if (!schema.trainedTo().isEmpty()) {
            training.put("end", schema.trainedTo());
        } else {
            check.referenceEndIfAny().ifPresent(end -> training.set("end", Json.time(end)));
        }
        if (!training.isEmpty()) {
            json.set("training_data", training);
        }
    }

    private static ObjectNode signature(List<ReplaySchema.FeatureColumn> columns) {
        List<Feature> inputs = columns.stream().map(RegistrationJson::feature).toList();
        ObjectNode json = Json.object();
        json.set("inputs", SignatureJson.write(new Signature(inputs, false)).get("inputs"));
        return json;
    }

    private static Feature feature(ReplaySchema.FeatureColumn column) {
        String type = column.kind() == FeatureKind.NUMERIC ? "double" : "string";
        return new Feature(column.name(), type, column.kind(), !column.nullable(), List.of());
    }

    static ObjectNode policy(WindowSpec windows, ReplayOptions options) {
        ObjectNode json = Json.object();
        json.set("window", WindowSpecJson.write(windows));
        options.thresholdIfAny()
                .ifPresent(
                        threshold ->
                                json.putObject("performance")
                                        .put("metric", threshold.metric())
                                        .putObject("threshold")
                                        .put("absolute", threshold.value()));
        return json;
    }

    /** The version was put to work when it made its first prediction. */
    static ObjectNode deployment(ReplaySchema schema, FolderCheck check) {
        ObjectNode json = Json.object();
        json.put("version", schema.id().version());
        json.put("environment", ReplayPlan.ENVIRONMENT);
        json.put("action", "deployed");
        json.set("occurred_at", Json.time(check.production().first()));
        return json;
    }
}
