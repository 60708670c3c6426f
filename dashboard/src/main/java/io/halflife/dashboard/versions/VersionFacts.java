// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.versions;

import io.halflife.dashboard.page.Fact;
import io.halflife.dashboard.page.Figures;
import io.halflife.monitor.model.OutputSpec;
import io.halflife.monitor.model.VersionDefinition;
import java.util.ArrayList;
import java.util.List;

/** What was registered of a version, by name. */
final class VersionFacts {

    private static final int CLASSES_MAX = 20;

    private VersionFacts() {}

    static List<Fact> of(KeptVersion version) {
        VersionDefinition definition = version.version().definition();
        OutputSpec output = definition.output();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Task", VersionWords.task(output)));
        if (output.task().isClassification()) {
            facts.add(new Fact("Classes", classes(output)));
        }
        if (!output.positiveLabel().isEmpty()) {
            facts.add(
                    new Fact(
                            "Positive class",
                            output.positiveLabel()
                                    + ", from a score of "
                                    + Figures.number(output.decisionThreshold(), 3)
                                    + " on"));
        }
        facts.add(new Fact("Registered", Figures.minute(version.version().createdAt())));
        facts.add(new Fact("Trained on data", training(definition.training())));
        facts.add(
                new Fact(
                        "Artifact",
                        definition.artifactDigest().isEmpty()
                                ? "its digest was not stated"
                                : definition.artifactDigest()));
        facts.add(new Fact("State", state(version)));
        facts.add(
                new Fact(
                        "Source",
                        definition.sourceJson().equals("{}")
                                ? "not stated"
                                : definition.sourceJson()));
        return facts;
    }

    private static String classes(OutputSpec output) {
        if (output.classes().isEmpty()) {
            return "not stated";
        }
        int more = output.classes().size() - CLASSES_MAX;
        return String.join(", ", output.classes().stream().limit(CLASSES_MAX).toList())
                + (more > 0 ? " and " + Figures.count(more) + " more" : "");
    }

    private static String training(VersionDefinition.TrainingData training) {
        if (training.start() == null && training.end() == null) {
            return "not stated: the age of the model counts from its reference";
        }
        return Figures.day(training.start()) + " to " + Figures.day(training.end());
    }

    private static String state(KeptVersion version) {
        if (version.version().retiredAt() != null) {
            return "retired since " + Figures.day(version.version().retiredAt());
        }
        return version.environments().isEmpty()
                ? "takes predictions; in place nowhere"
                : "in place in " + String.join(", ", version.environments());
    }
}
