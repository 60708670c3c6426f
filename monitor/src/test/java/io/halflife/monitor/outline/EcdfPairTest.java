// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.outline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.outline.EcdfPair.Step;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.statistics.comparison.KolmogorovSmirnov;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EcdfPairTest {

    @Test
    void steps_areThoseOfBothCurves() {
        EcdfPair pair = pair(Samples.numbers(1, 2, 2, 4), Samples.numbers(2, 3)).orElseThrow();

        assertEquals(
                List.of(
                        new Step(1, 0.25, 0),
                        new Step(2, 0.75, 0.5),
                        new Step(3, 0.75, 1),
                        new Step(4, 1, 1)),
                pair.steps());
        assertEquals(0, pair.errorMax());
    }

    @Test
    void farthest_ofExactOutlines_isWhereTheTestHasIt() {
        FeatureProfile reference = Samples.numbers(1, 2, 3, 4, 5);
        FeatureProfile window = Samples.numbers(4, 5, 6, 7);

        Step farthest = pair(reference, window).orElseThrow().farthest();

        KolmogorovSmirnov.Result ks =
                KolmogorovSmirnov.compare(reference.values(), window.values());
        assertEquals(ks.location().value(), farthest.x());
        assertEquals(ks.d().value(), farthest.distance(), 1e-15);
    }

    @Test
    void farthest_ofCutOutlines_isWithinTheError() {
        Random random = new Random(11);
        FeatureProfile reference =
                Samples.numbers(
                        IntStream.range(0, 30_000)
                                .mapToDouble(i -> random.nextGaussian())
                                .toArray());
        FeatureProfile window =
                Samples.numbers(
                        IntStream.range(0, 2_000)
                                .mapToDouble(i -> 0.3 + random.nextGaussian())
                                .toArray());

        EcdfPair pair = pair(reference, window).orElseThrow();

        double d = KolmogorovSmirnov.compare(reference.values(), window.values()).d().value();
        assertTrue(pair.errorMax() > 0);
        assertEquals(d, pair.farthest().distance(), pair.errorMax());
    }

    @Test
    void infinities_haveNoStepButCount() {
        EcdfPair pair =
                pair(
                                Samples.numbers(Double.NEGATIVE_INFINITY, 1),
                                Samples.numbers(1, Double.POSITIVE_INFINITY))
                        .orElseThrow();

        assertEquals(List.of(new Step(1, 1, 0.5)), pair.steps());
    }

    /** Two sides that have values have a farthest point, even if it is no finite one. */
    @Test
    void farthest_isAlwaysSomewhere() {
        double infinite = Double.POSITIVE_INFINITY;
        Step same = pair(Samples.numbers(1, 2), Samples.numbers(1, 2)).orElseThrow().farthest();
        Step apart =
                pair(Samples.numbers(-infinite), Samples.numbers(infinite))
                        .orElseThrow()
                        .farthest();

        assertEquals(0, same.distance());
        assertEquals(1, apart.distance());
    }

    @Test
    void sidesWithoutValuesOrOfNames_haveNoPair() {
        assertEquals(Optional.empty(), pair(Samples.numbers(), Samples.numbers(1)));
        assertEquals(Optional.empty(), pair(Samples.names("a"), Samples.names("a")));
    }

    private static Optional<EcdfPair> pair(FeatureProfile reference, FeatureProfile window) {
        return EcdfPair.of(Outline.of(reference), Outline.of(window));
    }
}
