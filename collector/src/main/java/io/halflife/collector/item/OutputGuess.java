// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.monitor.model.OutputSpec;
import io.halflife.monitor.model.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a version answers, read off its first outputs. A value means regression; otherwise it is
 * binary where a positive class can be told (the one whose probability is the score, or one that is
 * called 1, true, yes or positive) and there are no more than two, and else multi-class. Not
 * thread-safe.
 */
final class OutputGuess {

    private static final double ROUNDING = 1e-9;
    private static final int CLASSES_MAX = 1000;

    private final Set<String> labels = new TreeSet<>();
    private final Map<String, Integer> scored = new LinkedHashMap<>();
    private Set<String> classes = new TreeSet<>();
    private boolean sameClasses = true;
    private boolean hasValue;
    private boolean hasScore;
    private boolean hasBareScore;

    void see(JsonNode prediction) {
        JsonNode score = prediction.path("score");
        hasValue |= prediction.path("value").isNumber();
        hasScore |= score.isNumber();
        boolean labelled = prediction.path("label").isTextual();
        hasBareScore |= score.isNumber() && !labelled;
        if (labelled && labels.size() <= CLASSES_MAX) {
            labels.add(prediction.path("label").textValue());
        }
        seeProbabilities(prediction.path("probabilities"), score);
    }

    private void seeProbabilities(JsonNode probabilities, JsonNode score) {
        if (!probabilities.isObject()) {
            return;
        }
        Set<String> names = new TreeSet<>();
        probabilities
                .properties()
                .forEach(
                        p -> {
                            names.add(p.getKey());
                            double apart = p.getValue().asDouble() - score.asDouble();
                            if (score.isNumber() && Math.abs(apart) < ROUNDING) {
                                scored.merge(p.getKey(), 1, Integer::sum);
                            }
                        });
        sameClasses &= classes.isEmpty() || classes.equals(names);
        classes = names;
    }

    Optional<OutputSpec> spec() {
        if (hasValue) {
            return Optional.of(spec(Task.REGRESSION, "", List.of()));
        }
        Set<String> all = new TreeSet<>(labels);
        all.addAll(classes);
        if (all.isEmpty() && !hasScore) {
            return Optional.empty();
        }
        Optional<String> positive = positive(all);
        boolean two = all.size() <= 2 && positive.isPresent();
        return Optional.of(two ? binary(positive.get()) : multiclass(all));
    }

    private Optional<String> positive(Set<String> all) {
        Optional<String> byScore =
                scored.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .filter(name -> classes.size() == 2);
        Optional<String> byName = SignatureGuess.positiveOf(all);
        boolean scoreAlone = all.isEmpty();
        return byScore.or(() -> byName).or(() -> scoreAlone ? Optional.of("1") : Optional.empty());
    }

    private OutputSpec binary(String positive) {
        List<String> two = new ArrayList<>(declared());
        two.remove(positive);
        two.add(positive);
        return spec(Task.BINARY_CLASSIFICATION, positive, two.size() == 2 ? two : List.of());
    }

    /**
     * Where a score came without a label, two classes are not named: then it is binary after all.
     */
    private OutputSpec multiclass(Set<String> all) {
        if (hasBareScore && all.size() <= 2) {
            return spec(Task.BINARY_CLASSIFICATION, all.iterator().next(), List.of());
        }
        return spec(Task.MULTICLASS_CLASSIFICATION, "", declared());
    }

    /** The classes whose probabilities every item had, when its labels are among them. */
    private List<String> declared() {
        boolean complete = sameClasses && !classes.isEmpty() && classes.containsAll(labels);
        return complete && classes.size() <= CLASSES_MAX ? List.copyOf(classes) : List.of();
    }

    private static OutputSpec spec(Task task, String positive, List<String> classes) {
        return new OutputSpec(task, positive, classes, OutputSpec.DECISION_THRESHOLD_DEFAULT);
    }
}
