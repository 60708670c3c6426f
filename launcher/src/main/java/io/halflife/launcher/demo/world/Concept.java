// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo.world;

import java.util.List;

/**
 * How what is true follows from what the model said. A call of confidence q at age t is right with
 *
 * <pre>P(right | q, t) = M(t) + κ·(q − q̄),   q̄ the mean confidence of the calls of that day</pre>
 *
 * <p>so that the expected share of right calls of a day is M(t) exactly, whatever its inputs are:
 * the decay is of the concept, not of the inputs. κ is {@value #SLOPE}, or smaller where a
 * probability would leave [0, 1]. Near M(t) = q̄ the model is calibrated.
 */
final class Concept {

    static final double SLOPE = 0.9;

    private static final double CONFIDENCE_MIN = 0.5;

    private final DecayLaw law;
    private final double meanConfidence;

    private Concept(DecayLaw law, double meanConfidence) {
        this.law = law;
        this.meanConfidence = meanConfidence;
    }

    /** The concept of a day on which the model answered with these scores. */
    static Concept of(DecayLaw law, List<Double> scores) {
        double mean =
                scores.stream()
                        .mapToDouble(ChurnModel::confidence)
                        .average()
                        .orElse(CONFIDENCE_MIN);
        return new Concept(law, mean);
    }

    double right(double score, double age) {
        double level = law.at(age);
        double upper = (1 - level) / (1 - meanConfidence);
        double lower = level / (meanConfidence - CONFIDENCE_MIN);
        double slope = Math.min(SLOPE, Math.min(upper, lower));
        return level + slope * (ChurnModel.confidence(score) - meanConfidence);
    }
}
