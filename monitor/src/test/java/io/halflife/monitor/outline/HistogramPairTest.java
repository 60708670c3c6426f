// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.outline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.outline.HistogramPair.Bar;
import io.halflife.monitor.outline.HistogramPair.Kind;
import io.halflife.monitor.profile.FeatureProfile;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramPairTest {

    private static final double INFINITE = Double.POSITIVE_INFINITY;

    @Test
    void numbers_fewValues_haveABarEach() {
        HistogramPair pair = pair(Samples.numbers(0, 0, 0, 1), Samples.numbers(0, 1, 1, 2.5), 10);

        assertEquals(Kind.VALUES, pair.kind());
        assertEquals(List.of("0", "1", "2.5"), pair.bars().stream().map(Bar::label).toList());
        assertEquals(List.of(0.75, 0.25, 0.0), shares(pair, Bar::reference));
        assertEquals(List.of(0.25, 0.5, 0.25), shares(pair, Bar::window));
        assertEquals(0.75, pair.shareMax());
    }

    /** Every value is counted once, also beyond the outermost bins. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void numbers_bins_addUpToOne(long seed) {
        Random random = new Random(seed);
        double[] reference = random.doubles(20_000).map(u -> -Math.log(u)).toArray();
        double[] window = IntStream.range(0, 900).mapToDouble(i -> random.nextGaussian()).toArray();
        window[3] = INFINITE;
        window[4] = -INFINITE;

        HistogramPair pair = pair(Samples.numbers(reference), Samples.numbers(window), 24);

        assertEquals(Kind.BINS, pair.kind());
        assertEquals(24, pair.bars().size());
        assertEquals(
                1,
                sum(pair, Bar::reference) + pair.below().reference() + pair.above().reference(),
                1e-9);
        assertEquals(
                1, sum(pair, Bar::window) + pair.below().window() + pair.above().window(), 1e-9);
        assertTrue(pair.below().window() > 0 && pair.above().window() > 0);
        assertTrue(pair.rankErrorMax() > 0);
    }

    @Test
    void numbers_bins_holdTheirUpperEdgeAndTheFirstItsLower() {
        double[] halves = IntStream.rangeClosed(0, 40).mapToDouble(i -> i / 2.0).toArray();

        HistogramPair pair = pair(Samples.numbers(halves), Samples.numbers(halves), 4);

        assertEquals(0, pair.bars().get(0).low());
        assertEquals(20, pair.bars().get(3).high());
        assertEquals(
                List.of(11 / 41.0, 10 / 41.0, 10 / 41.0, 10 / 41.0), shares(pair, Bar::window));
    }

    /** Otherwise a bin with one more whole number than its neighbour looks like a peak. */
    @Test
    void numbers_wholeOnes_binsHoldTheSameNumberOfThem() {
        double[] ages = IntStream.range(0, 720).mapToDouble(i -> 18 + i % 72).toArray();

        HistogramPair pair = pair(Samples.numbers(ages), Samples.numbers(ages), 24);

        assertEquals(24, pair.bars().size());
        pair.bars().forEach(bar -> assertEquals(3 / 72.0, bar.reference(), 1e-12));
        assertEquals(17.5, pair.bars().get(0).low());
    }

    @Test
    void numbers_windowFarAway_isWithinTheBins() {
        double[] near = IntStream.range(0, 1000).mapToDouble(i -> i / 1000.0).toArray();
        double[] far = IntStream.range(0, 50).mapToDouble(i -> 10 + i / 100.0).toArray();

        HistogramPair pair = pair(Samples.numbers(near), Samples.numbers(far), 24);

        assertTrue(sum(pair, Bar::window) > 0.95);
        assertTrue(sum(pair, Bar::reference) > 0.95);
    }

    @Test
    void numbers_emptyWindow_showsTheReferenceAlone() {
        double[] values = IntStream.range(0, 100).mapToDouble(i -> i * 0.37).toArray();

        HistogramPair pair = pair(Samples.numbers(values), Samples.numbers(), 10);

        assertEquals(0, sum(pair, Bar::window));
        assertTrue(sum(pair, Bar::reference) > 0.98);
    }

    @Test
    void numbers_allInfinite_haveNoBars() {
        HistogramPair pair = pair(Samples.numbers(INFINITE), Samples.numbers(-INFINITE), 10);

        assertEquals(List.of(), pair.bars());
        assertEquals(1, pair.above().reference());
        assertEquals(1, pair.below().window());
        assertEquals(0, pair.shareMax());
    }

    @Test
    void names_theRarestAreTheRest() {
        HistogramPair pair =
                pair(Samples.names("a", "a", "b", "c"), Samples.names("d", "d", "a", "e"), 2);

        assertEquals(Kind.CATEGORIES, pair.kind());
        assertEquals(List.of("a", "d"), pair.bars().stream().map(Bar::label).toList());
        assertEquals(0.5, pair.above().reference());
        assertEquals(0.25, pair.above().window());
        assertTrue(pair.below().isNone());
    }

    @Test
    void kinds_thatDiffer_areRefused() {
        Outline numbers = Outline.of(Samples.numbers(1));
        Outline names = Outline.of(Samples.names("a"));

        assertThrows(IllegalArgumentException.class, () -> HistogramPair.of(numbers, names, 10));
        assertThrows(IllegalArgumentException.class, () -> HistogramPair.of(names, names, 1));
    }

    private static HistogramPair pair(FeatureProfile reference, FeatureProfile window, int bars) {
        return HistogramPair.of(Outline.of(reference), Outline.of(window), bars);
    }

    private static List<Double> shares(HistogramPair pair, ToDoubleFunction<Bar> side) {
        return pair.bars().stream().map(side::applyAsDouble).toList();
    }

    private static double sum(HistogramPair pair, ToDoubleFunction<Bar> side) {
        return pair.bars().stream().mapToDouble(side).sum();
    }
}
