// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage;

import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.model.OutputSpec;
import io.halflife.monitor.model.Signature;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.model.VersionDefinition;
import io.halflife.monitor.model.VersionDefinition.TrainingData;
import io.halflife.storage.model.Deployment;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.model.RegisteredVersion;
import java.time.Instant;
import java.util.List;

/** Models that tests tell stories about. */
public final class Stories {

    public static final Signature CREDIT_SIGNATURE =
            new Signature(
                    List.of(
                            new Feature("age", "long", FeatureKind.NUMERIC, true, List.of()),
                            new Feature(
                                    "region",
                                    "string",
                                    FeatureKind.CATEGORICAL,
                                    false,
                                    List.of("north", "south")),
                            new Feature("income", "double", FeatureKind.NUMERIC, false, List.of())),
                    false);

    private Stories() {}

    /** A binary version of any model; its artifact is named after the version. */
    public static VersionDefinition creditRisk(String model, String version) {
        return new VersionDefinition(
                new ModelVersion(model, version),
                CREDIT_SIGNATURE,
                new OutputSpec(
                        Task.BINARY_CLASSIFICATION, "default", List.of("ok", "default"), 0.4),
                "sha256:" + version,
                new TrainingData(
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.parse("2026-10-01T00:00:00Z")),
                "{\"registry\": \"mlflow\"}");
    }

    /** Makes a replayed model with one version. */
    public static RegisteredVersion registered(Storage storage, String model, String version) {
        int modelId =
                storage.models()
                        .create(model, RegisteredModel.Origin.REPLAY, "{}")
                        .orElseThrow()
                        .modelId();
        return storage.models().register(modelId, creditRisk(model, version)).orElseThrow();
    }

    public static Deployment deployed(String version, String environment, Instant at) {
        return new Deployment(
                version, "sha256:" + version, environment, "deployed", null, null, null, at, null);
    }
}
