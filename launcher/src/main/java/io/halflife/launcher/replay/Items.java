// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.replay;

import io.halflife.client.GroundTruth;
import io.halflife.client.Prediction;
import io.halflife.launcher.source.ReplaySchema;
import io.halflife.launcher.source.Row;
import io.halflife.monitor.model.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of a folder as the items that a serving app would send. */
final class Items {

    private final ReplaySchema schema;

    Items(ReplaySchema schema) {
        this.schema = schema;
    }

    Prediction prediction(Row row) {
        return builder(row)
                .model(schema.id().model(), schema.id().version())
                .environment(ReplayPlan.ENVIRONMENT)
                .build();
    }

    /** The same with what turned out true; which version it is, the door says. */
    Prediction referenceRow(Row row) {
        Prediction.Builder builder = builder(row);
        row.truthIfAny().ifPresent(truth -> addTruth(builder, truth));
        return builder.build();
    }

    private void addTruth(Prediction.Builder builder, Row.Truth truth) {
        if (schema.task() == Task.REGRESSION) {
            builder.actual(truth.value());
        } else {
            builder.actual(truth.label());
        }
    }

    private Prediction.Builder builder(Row row) {
        Prediction.Builder builder = Prediction.builder(row.id(), row.time());
        builder.features(features(row.features()));
        Row.Answer answer = row.answer();
        if (!answer.label().isEmpty()) {
            builder.label(answer.label());
        }
        if (!Double.isNaN(answer.score())) {
            builder.score(answer.score());
        }
        if (!Double.isNaN(answer.value())) {
            builder.value(answer.value());
        }
        if (!answer.probabilities().isEmpty()) {
            builder.probabilities(probabilities(answer.probabilities()));
        }
        return builder;
    }

    private Map<String, Object> features(Row.Features features) {
        Map<String, Object> byName = new LinkedHashMap<>();
        for (int i = 0; i < features.size(); i++) {
            byName.put(schema.features().get(i).name(), features.value(i).orElse(null));
        }
        return byName;
    }

    private Map<String, Double> probabilities(List<Double> values) {
        Map<String, Double> byClass = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            byClass.put(schema.output().classes().get(i), values.get(i));
        }
        return byClass;
    }

    GroundTruth groundTruth(Row row, Row.Truth truth) {
        return schema.task() == Task.REGRESSION
                ? GroundTruth.ofValue(
                        schema.id().model(), row.id(), row.time(), truth.value(), truth.knownAt())
                : GroundTruth.ofLabel(
                        schema.id().model(), row.id(), row.time(), truth.label(), truth.knownAt());
    }
}
