// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.figure.Status;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExpectedDistinctTest {

    /** Ten of a hundred rows, each different: ten different values, half to twice of them. */
    @Test
    void differentValues_areAsManyAsRows() {
        double[] values = new double[100];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        Interval range = ExpectedDistinct.range(EmpiricalDistribution.of(values), 10);

        assertEquals(5, range.low(), 1e-12);
        assertEquals(20, range.high(), 1e-12);
        Interval larger = ExpectedDistinct.range(EmpiricalDistribution.of(values), 300);
        assertEquals(
                600, larger.high(), 1e-12, "three times the rows may hold three times as many");
    }

    /** Of names with 90 and 10 rows, ten rows hold 1 − 0.1^… of each. */
    @Test
    void rareValues_countAsOftenAsTheyTurnUp() {
        FrequencyTable table = FrequencyTable.of(Map.of("a", 90L, "b", 10L));

        Interval range = ExpectedDistinct.range(table, 10);

        assertEquals((2 - Math.pow(0.9, 90) - Math.pow(0.9, 10)) / 2, range.low(), 1e-12);
    }

    /** Windows drawn from the reference lie within, every one of a thousand. */
    @Test
    void windowsOfTheReference_areWithin() {
        SplittableRandom random = new SplittableRandom(9);
        double[] values = new double[20_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.floor(Math.pow(random.nextDouble(), -0.7));
        }
        EmpiricalDistribution reference = EmpiricalDistribution.of(values);
        for (int draw = 0; draw < 1_000; draw++) {
            double[] window = new double[300];
            for (int i = 0; i < window.length; i++) {
                window[i] = values[random.nextInt(values.length)];
            }
            int distinct = EmpiricalDistribution.of(window).distinct();
            assertTrue(
                    ExpectedDistinct.range(reference, 300).contains(distinct),
                    "seed 9, draw " + draw + ": " + distinct);
        }
    }

    @Test
    void nothing_isUndefined() {
        assertEquals(
                Status.INSUFFICIENT_DATA,
                ExpectedDistinct.range(EmpiricalDistribution.EMPTY, 5).status());
        assertEquals(
                Status.INSUFFICIENT_DATA,
                ExpectedDistinct.range(FrequencyTable.of(Map.of("a", 1L)), 0).status());
    }
}
