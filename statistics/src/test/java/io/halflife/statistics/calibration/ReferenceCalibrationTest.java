// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.calibration.ReferenceCalibration.OwnWindow;
import io.halflife.statistics.comparison.EffectSize;
import io.halflife.statistics.comparison.KolmogorovSmirnov;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReferenceCalibrationTest {

    private static final Figure NONE = Figure.undefined(Status.INSUFFICIENT_DATA);

    /** Law: every window against the merge of all others, however the halving goes. */
    @Test
    void ofNumbers_comparesEachWindowWithTheRestOfTheReference() {
        SplittableRandom random = new SplittableRandom(3);
        List<EmpiricalDistribution> values = new ArrayList<>();
        for (int c = 0; c < 13; c++) {
            values.add(EmpiricalDistribution.of(random.doubles(40 + c).toArray()));
        }
        ReferenceCalibration calibration = ReferenceCalibration.ofNumbers(pooled(values));

        for (int c = 0; c < values.size(); c++) {
            EmpiricalDistribution rest = EmpiricalDistribution.EMPTY;
            for (int other = 0; other < values.size(); other++) {
                rest = other == c ? rest : rest.merge(values.get(other));
            }
            assertEquals(EffectSize.numeric(rest, values.get(c)), calibration.effects().get(c));
        }
        assertEquals(Threshold.of(calibration.effects()), calibration.threshold());
        assertEquals(DesignEffect.of(values), calibration.designEffect());
        assertTrue(calibration.threshold().isAtLeast(0.01));
    }

    /** Days and nights differ; hours of the same kind do not, so the threshold is far lower. */
    @Test
    void sameHour_seesNoChangeWhereThePooledReferenceDoes() {
        SplittableRandom random = new SplittableRandom(5);
        List<OwnWindow<EmpiricalDistribution>> pooled = new ArrayList<>();
        List<OwnWindow<EmpiricalDistribution>> seasonal = new ArrayList<>();
        for (int hour = 0; hour < 48; hour++) {
            double level = hour % 24 < 12 ? 0 : 2;
            EmpiricalDistribution values =
                    EmpiricalDistribution.of(random.doubles(100).map(u -> u + level).toArray());
            pooled.add(new OwnWindow<>(0, values));
            seasonal.add(new OwnWindow<>(hour % 24 < 12 ? 0 : 7, values));
        }
        ReferenceCalibration whole = ReferenceCalibration.ofNumbers(pooled);
        ReferenceCalibration same = ReferenceCalibration.ofNumbers(seasonal);

        assertTrue(whole.threshold().value() > 0.5, "pooled " + whole.threshold());
        assertTrue(same.threshold().value() < 0.4, "same hour " + same.threshold());
        assertTrue(whole.designEffect().value() > 50, "pooled " + whole.designEffect());
        assertTrue(same.designEffect().value() < 1.5, "same hour " + same.designEffect());
    }

    /** Law: equal slots say the same as one of them, and slots of one window say nothing. */
    @Test
    void designEffect_isTakenWithinTheSlots() {
        SplittableRandom random = new SplittableRandom(21);
        List<OwnWindow<EmpiricalDistribution>> one = new ArrayList<>();
        List<OwnWindow<EmpiricalDistribution>> several = new ArrayList<>();
        List<OwnWindow<FrequencyTable>> names = new ArrayList<>();
        List<OwnWindow<FrequencyTable>> severalNames = new ArrayList<>();
        for (int c = 0; c < 12; c++) {
            double level = random.nextDouble();
            double[] values = random.doubles(50).map(u -> u + level).toArray();
            FrequencyTable table = FrequencyTable.of(Map.of("a", 20L + c, "b", 30L - c));
            one.add(new OwnWindow<>(0, EmpiricalDistribution.of(values)));
            names.add(new OwnWindow<>(0, table));
            for (int slot = 0; slot < 3; slot++) {
                double height = 100 * slot;
                double[] moved = Arrays.stream(values).map(x -> x + height).toArray();
                several.add(new OwnWindow<>(slot, EmpiricalDistribution.of(moved)));
                severalNames.add(new OwnWindow<>(slot, table));
            }
        }
        several.add(new OwnWindow<>(9, EmpiricalDistribution.of(-1e9)));
        double tau = ReferenceCalibration.ofNumbers(one).designEffect().value();
        double factor = ReferenceCalibration.ofCategories(names).designEffect().value();

        assertTrue(tau > 2, "tau " + tau);
        assertEquals(tau, ReferenceCalibration.ofNumbers(several).designEffect().value(), 1e-12);
        assertEquals(
                factor,
                ReferenceCalibration.ofCategories(severalNames).designEffect().value(),
                1e-12);
    }

    /** What is too large to be kept whole is compacted, and the effects hardly move. */
    @Test
    void largeReference_isCompactedWithinItsError() {
        SplittableRandom random = new SplittableRandom(33);
        List<EmpiricalDistribution> values = new ArrayList<>();
        for (int c = 0; c < 12; c++) {
            values.add(EmpiricalDistribution.of(random.doubles(4000).toArray()));
        }
        ReferenceCalibration calibration = ReferenceCalibration.ofNumbers(pooled(values));

        EmpiricalDistribution rest = EmpiricalDistribution.EMPTY;
        for (EmpiricalDistribution window : values.subList(1, values.size())) {
            rest = rest.merge(window);
        }
        assertTrue(rest.distinct() > 2 * ReferenceCalibration.POINTS_MAX, "not large");
        double exact = EffectSize.numeric(rest, values.get(0)).value();
        assertEquals(exact, calibration.effects().get(0).value(), 8 / 40_000.0);
    }

    @Test
    void windowWithoutRowsOrWithoutOthers_hasNoEffect() {
        EmpiricalDistribution some = EmpiricalDistribution.of(1, 2, 3);
        List<OwnWindow<EmpiricalDistribution>> windows =
                List.of(
                        new OwnWindow<>(1, some),
                        new OwnWindow<>(2, some),
                        new OwnWindow<>(1, EmpiricalDistribution.EMPTY),
                        new OwnWindow<>(3, some),
                        new OwnWindow<>(3, some));

        List<Figure> effects = ReferenceCalibration.ofNumbers(windows).effects();

        assertEquals(List.of(NONE, NONE, NONE, Figure.of(0), Figure.of(0)), effects);
        assertEquals(NONE, ReferenceCalibration.ofNumbers(windows).threshold());
        assertEquals(NONE, ReferenceCalibration.ofNumbers(windows).designEffect());
        assertThrows(IllegalArgumentException.class, () -> new OwnWindow<>(-1, some));
        assertThrows(NullPointerException.class, () -> new OwnWindow<>(0, null));
    }

    @Test
    void ofCategories_usesSharesAndTheirDesignEffect() {
        SplittableRandom random = new SplittableRandom(8);
        List<FrequencyTable> tables = new ArrayList<>();
        for (int c = 0; c < 11; c++) {
            Map<String, Long> counts = new HashMap<>();
            random.ints(200, 0, 4).forEach(k -> counts.merge("c" + k, 1L, Long::sum));
            tables.add(FrequencyTable.of(counts));
        }
        ReferenceCalibration calibration = ReferenceCalibration.ofCategories(pooled(tables));

        FrequencyTable rest = FrequencyTable.EMPTY;
        for (FrequencyTable table : tables.subList(1, tables.size())) {
            rest = rest.merge(table);
        }
        assertEquals(EffectSize.categorical(rest, tables.get(0)), calibration.effects().get(0));
        assertEquals(RaoScott.factor(tables), calibration.designEffect());
        assertEquals(Threshold.of(calibration.effects()), calibration.threshold());
    }

    private static <T> List<OwnWindow<T>> pooled(List<T> values) {
        return values.stream().map(each -> new OwnWindow<>(0, each)).toList();
    }

    /** A shift is seen by D, a change of spread alone by PSI. */
    @Test
    void effect_isTheLargerOfDistanceAndCorrectedStability() {
        double[] plain = new double[2000];
        double[] wide = new double[2000];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = (i + 0.5) / plain.length - 0.5;
            wide[i] = 1.5 * plain[i];
        }
        EmpiricalDistribution reference = EmpiricalDistribution.of(plain);
        EmpiricalDistribution spread = EmpiricalDistribution.of(wide);
        double d = KolmogorovSmirnov.compare(reference, spread).d().value();

        assertTrue(EffectSize.numeric(reference, spread).value() > 1.5 * d);
        assertEquals(Figure.of(0), EffectSize.numeric(reference, reference));
        EmpiricalDistribution empty = EmpiricalDistribution.EMPTY;
        assertEquals(NONE, EffectSize.numeric(reference, empty));
        assertEquals(NONE, EffectSize.numeric(empty, reference));
        EmpiricalDistribution endless = EmpiricalDistribution.of(Double.POSITIVE_INFINITY);
        assertEquals(Figure.of(1), EffectSize.numeric(endless, EmpiricalDistribution.of(3)));
    }

    @Test
    void effectOfCategories_isTotalVariationWhereCountsAreSmall() {
        FrequencyTable reference = FrequencyTable.of(Map.of("a", 6L, "b", 4L));
        FrequencyTable current = FrequencyTable.of(Map.of("a", 4L, "b", 6L));

        assertEquals(0.2, EffectSize.categorical(reference, current).value(), 1e-15);
        assertEquals(NONE, EffectSize.categorical(FrequencyTable.EMPTY, current));
        assertEquals(NONE, EffectSize.categorical(current, FrequencyTable.EMPTY));
    }

    /** 29 March 2026 was a Sunday; Berlin put its clocks forward from 2 to 3 at 1 UTC. */
    @Test
    void slot_followsTheClockOfTheZone() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Instant before = Instant.parse("2026-03-29T00:59:59Z");
        Instant after = Instant.parse("2026-03-29T01:00:00Z");

        assertEquals(1, Season.SAME_HOUR.slot(before, berlin));
        assertEquals(3, Season.SAME_HOUR.slot(after, berlin));
        assertEquals(1, Season.SAME_HOUR.slot(after, ZoneOffset.UTC));
        assertEquals(6 * 24 + 3, Season.SAME_HOUR_OF_WEEK.slot(after, berlin));
        assertEquals(
                0,
                Season.SAME_HOUR_OF_WEEK.slot(
                        Instant.parse("2026-03-30T00:00:00Z"), ZoneOffset.UTC));
        assertEquals(
                167,
                Season.SAME_HOUR_OF_WEEK.slot(
                        Instant.parse("2026-03-29T23:59:59Z"), ZoneOffset.UTC));
        assertEquals(0, Season.POOLED.slot(after, berlin));
        assertEquals(1, Season.POOLED.slots());
        assertEquals(24, Season.SAME_HOUR.slots());
        assertEquals(168, Season.SAME_HOUR_OF_WEEK.slots());
    }

    @Test
    void standard_isPooledForDaysAndForShortReferences() {
        Duration day = Duration.ofDays(1);
        Duration week = Duration.ofDays(7);
        Duration hour = Duration.ofHours(1);

        assertEquals(Season.POOLED, Season.standard(day, week.multipliedBy(9)));
        assertEquals(Season.SAME_HOUR, Season.standard(day.minusNanos(1), week));
        assertEquals(Season.SAME_HOUR, Season.standard(hour, week));
        assertEquals(Season.POOLED, Season.standard(hour, week.minusNanos(1)));
        assertThrows(IllegalArgumentException.class, () -> Season.standard(Duration.ZERO, week));
        assertThrows(IllegalArgumentException.class, () -> Season.standard(hour.negated(), week));
        assertThrows(IllegalArgumentException.class, () -> Season.standard(hour, hour.negated()));
        assertFalse(Season.standard(hour, Duration.ZERO) == Season.SAME_HOUR);
    }
}
