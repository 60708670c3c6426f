// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.apache.commons.statistics.inference.PValueMethod;
import org.junit.jupiter.api.Test;

class SmirnovTailTest {

    /** n, d and the sum in decimal arithmetic of 45 digits, over all j. */
    private static final double[][] EXPECTED = {
        {141, 0.13, 0.007724673154227249},
        {200, 0.4, 1.081679081847315e-29},
        {1023, 0.05, 0.005798889917600149},
        {1024, 0.05, 0.00576995176108487},
        {1100, 0.5, 4.0617862232480593e-255},
        {2500, 0.031, 0.008016355936653079},
        {9091, 0.0201, 0.0006364584501932307},
        {9091, 0.19, 3.64374538962336e-288},
        {60000, 0.0075, 0.0011649705664038554},
    };

    @Test
    void tail_isTheWholeSum() {
        for (double[] row : EXPECTED) {
            double p = SmirnovTail.atLeast((int) row[0], row[1]);

            assertEquals(row[2], p, 2e-13 * row[2], row[0] + " values, d " + row[1]);
        }
    }

    /** Of a sample that has just this D; its values round, which its p shows. */
    @Test
    void twice_isWhatTheLibrarySaysOfBothSigns() {
        long seed = 5519;
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            int n = 141 + random.nextInt(i % 10 == 0 ? 20_000 : 2_000);
            double weight = Math.min(0.9 * n, 2.2 + Math.pow(370, random.nextDouble()));
            double d = Math.sqrt(weight / n);
            double expected = library(n, d);

            assertEquals(
                    expected,
                    2 * SmirnovTail.atLeast(n, d),
                    Math.max(1e-11 * expected, Double.MIN_NORMAL),
                    n + " values, d " + d + ", seed " + seed);
        }
    }

    @Test
    void expansion_isWhatTheLibrarySaysWhereItExpands() {
        long seed = 8087;
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            int n = 141 + random.nextInt(i % 10 == 0 ? 99_000 : 3_000);
            double least = Math.pow(1.4 / n, 2.0 / 3);
            double most = Math.sqrt(2.2 / n);
            double d = least * Math.pow(most / least, 0.001 + 0.998 * random.nextDouble());

            assertEquals(
                    library(n, d),
                    PelzGood.atLeast(n, d),
                    1e-11,
                    n + " values, d " + d + ", seed " + seed);
        }
    }

    private static double library(int n, double d) {
        double[] sample = new double[n];
        for (int j = 0; j < n; j++) {
            sample[j] = Math.max(0, (j + 1.0) / n - d);
        }
        return KolmogorovSmirnovTest.withDefaults()
                .with(PValueMethod.EXACT)
                .test(sample, x -> x)
                .getPValue();
    }
}
