// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class AscendingPartsTest {

    private static final EmpiricalDistribution LOW = EmpiricalDistribution.of(3, 1, 2);
    private static final EmpiricalDistribution HIGH = EmpiricalDistribution.of(5, 4, 5);

    @Test
    void ofAscending_isTheWhole() {
        EmpiricalDistribution whole = EmpiricalDistribution.of(3, 1, 2, 5, 4, 5);

        EmpiricalDistribution together =
                EmpiricalDistribution.ofAscending(List.of(EmpiricalDistribution.EMPTY, LOW, HIGH));

        assertEquals(whole, together);
        assertEquals(whole.hashCode(), together.hashCode());
        assertEquals(whole.moments().mean(), together.moments().mean());
        assertEquals(2, together.count(4));
        assertEquals(LOW, EmpiricalDistribution.ofAscending(List.of(LOW)));
        assertEquals(EmpiricalDistribution.EMPTY, EmpiricalDistribution.ofAscending(List.of()));
    }

    @Test
    void ofAscending_otherOrdersAreRefused() {
        List<EmpiricalDistribution> descending = List.of(HIGH, LOW);
        List<EmpiricalDistribution> touching = List.of(LOW, EmpiricalDistribution.of(3, 4));
        List<EmpiricalDistribution> compacted =
                List.of(EmpiricalDistribution.of(1, 2, 3, 4, 5, 6).compact(3));

        for (List<EmpiricalDistribution> parts : List.of(descending, touching, compacted)) {
            assertThrows(
                    IllegalArgumentException.class, () -> EmpiricalDistribution.ofAscending(parts));
        }
    }

    /** A sample without repeats is kept in half the memory: whoever asks notices nothing. */
    @Test
    void withoutRepeats_answersAreTheSame() {
        EmpiricalDistribution stored =
                EmpiricalDistribution.ofRuns(new double[] {1, 2, 3}, new long[] {1, 1, 1}, 0);

        assertEquals(LOW, stored);
        assertEquals(3, stored.size());
        assertEquals(2, stored.countAtMost(2));
        assertEquals(1, stored.countBelow(2));
        assertEquals(3.0, stored.atRank(2));
        assertEquals(1, stored.count(1));
        assertEquals(2, stored.merge(LOW).count(2));
    }
}
