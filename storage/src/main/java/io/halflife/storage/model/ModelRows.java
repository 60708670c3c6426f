// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.model;

import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.model.OutputSpec;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.model.VersionDefinition;
import io.halflife.monitor.model.VersionDefinition.TrainingData;
import io.halflife.storage.json.Json;
import io.halflife.storage.json.SignatureJson;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.result.RowView;

/** Rows of the model tables as values. */
final class ModelRows {

    /** The columns of a model, as {@link #model} reads them. */
    static final String MODEL_COLUMNS =
            "id, name, origin, tags, created_at, description, strict, state, archived_at";

    private ModelRows() {}

    static RegisteredModel model(RowView row) {
        return new RegisteredModel(
                row.getColumn("id", Integer.class),
                text(row, "name"),
                RegisteredModel.Origin.valueOf(text(row, "origin").toUpperCase(Locale.ROOT)),
                text(row, "tags"),
                row.getColumn("created_at", Instant.class),
                text(row, "description"),
                row.getColumn("strict", Boolean.class),
                RegisteredModel.State.valueOf(text(row, "state")),
                row.getColumn("archived_at", Instant.class));
    }

    static RegisteredVersion version(RowView row) {
        return new RegisteredVersion(
                row.getColumn("id", Integer.class),
                row.getColumn("model_id", Integer.class),
                definition(row),
                row.getColumn("created_at", Instant.class),
                row.getColumn("retired_at", Instant.class),
                row.getColumn("strict", Boolean.class));
    }

    private static VersionDefinition definition(RowView row) {
        return new VersionDefinition(
                new ModelVersion(text(row, "model"), text(row, "version")),
                SignatureJson.read(Json.read(text(row, "signature"))),
                output(row),
                text(row, "artifact_digest"),
                new TrainingData(
                        row.getColumn("training_start", Instant.class),
                        row.getColumn("training_end", Instant.class)),
                text(row, "source"));
    }

    private static OutputSpec output(RowView row) {
        return new OutputSpec(
                Task.ofJsonName(text(row, "task")).orElseThrow(),
                text(row, "positive_label"),
                List.of(row.getColumn("classes", String[].class)),
                row.getColumn("decision_threshold", Double.class));
    }

    static Deployment deployment(RowView row) {
        return new Deployment(
                text(row, "version"),
                text(row, "artifact_digest"),
                text(row, "environment"),
                text(row, "action"),
                text(row, "alias"),
                text(row, "stage"),
                row.getColumn("traffic_ratio", Double.class),
                row.getColumn("occurred_at", Instant.class),
                text(row, "actor"));
    }

    private static String text(RowView row, String column) {
        return row.getColumn(column, String.class);
    }
}
