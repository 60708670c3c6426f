// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.policy.DriftSettings;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.statistics.comparison.PopulationStability;
import io.halflife.statistics.comparison.SampleDistances;
import io.halflife.statistics.comparison.StabilityBound;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.figure.Figure;
import java.util.Objects;

/**
 * A column of a window beside its reference, with what several tests need of both. Used by one
 * thread.
 */
final class Comparison {

    private final FeatureProfile reference;
    private final FeatureProfile current;
    private final DriftSettings settings;
    private FrequencyTable referenceCategories;
    private FrequencyTable currentCategories;
    private PopulationStability.Result stability;
    private SampleDistances distances;
    private Figure stabilityLeast;

    Comparison(FeatureProfile reference, FeatureProfile current, DriftSettings settings) {
        this.reference = Objects.requireNonNull(reference, "reference");
        this.current = Objects.requireNonNull(current, "current");
        this.settings = Objects.requireNonNull(settings, "settings");
        if (!reference.column().equals(current.column()) || reference.kind() != current.kind()) {
            throw new IllegalArgumentException(
                    "not the same column: reference " + reference + ", window " + current);
        }
    }

    Column column() {
        return current.column();
    }

    FeatureProfile reference() {
        return reference;
    }

    FeatureProfile current() {
        return current;
    }

    double alpha() {
        return settings.alpha();
    }

    boolean isNumeric() {
        return current.kind() == FeatureKind.NUMERIC;
    }

    /**
     * Whether categories are compared: names, or numbers of which the reference has few. A
     * reference that is known by a few quantiles has few points, which says nothing about its
     * values.
     */
    boolean isDiscrete() {
        return reference.isDiscrete();
    }

    /** How far a distance of the two may be from that of the samples; 0 when both are exact. */
    double rankError() {
        return isNumeric() ? referenceValues().rankErrorMax() + currentValues().rankErrorMax() : 0;
    }

    /** Labels are missing because they are late, which is no drift. */
    boolean isLabel() {
        return column().role() == Role.LABEL;
    }

    EmpiricalDistribution referenceValues() {
        return reference.values();
    }

    EmpiricalDistribution currentValues() {
        return current.values();
    }

    FrequencyTable referenceCategories() {
        if (referenceCategories == null) {
            referenceCategories = reference.asCategories();
        }
        return referenceCategories;
    }

    FrequencyTable currentCategories() {
        if (currentCategories == null) {
            currentCategories = current.asCategories();
        }
        return currentCategories;
    }

    PopulationStability.Result stability() {
        if (stability == null) {
            stability =
                    isNumeric()
                            ? PopulationStability.numeric(referenceValues(), currentValues())
                            : PopulationStability.categorical(
                                    referenceCategories(), currentCategories());
        }
        return stability;
    }

    SampleDistances distances() {
        if (distances == null) {
            distances = SampleDistances.between(referenceValues(), currentValues());
        }
        return distances;
    }

    /** As {@link #effect(double)}. */
    double effect(Figure distance) {
        return effect(TestFigures.number(distance));
    }

    /**
     * The larger of a distance and the corrected PSI (STATISTICS §1.6); NaN if the distance is. Of
     * distributions that are not exact PSI is the least that is certain: cells between a few points
     * hold anything.
     */
    double effect(double distance) {
        double corrected =
                TestFigures.number(rankError() > 0 ? stabilityLeast() : stability().psiCorrected());
        return Double.isNaN(corrected) ? distance : Math.max(distance, corrected);
    }

    /** What is certain of {@link #effect} whatever the samples were, within their rank errors. */
    double effectLeast(Figure distance) {
        double certain = Math.max(0, TestFigures.number(distance) - rankError());
        double corrected = TestFigures.number(stabilityLeast());
        return Double.isNaN(corrected) ? certain : Math.max(certain, corrected);
    }

    private Figure stabilityLeast() {
        if (stabilityLeast == null) {
            stabilityLeast = StabilityBound.leastCorrected(referenceValues(), currentValues());
        }
        return stabilityLeast;
    }
}
