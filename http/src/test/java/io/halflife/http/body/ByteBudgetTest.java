// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.settings.SettingsException;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {

    @Test
    void reservation_growsToTheLimitAndNotBeyond() {
        ByteBudget budget = new ByteBudget(100);
        ByteBudget.Reservation first = budget.open();
        ByteBudget.Reservation second = budget.open();

        assertTrue(first.growTo(60));
        assertTrue(second.growTo(40));
        assertFalse(second.growTo(41));

        assertEquals(100, budget.reserved());
    }

    @Test
    void reservation_growingToLessKeepsWhatItHas() {
        ByteBudget budget = new ByteBudget(100);
        ByteBudget.Reservation reservation = budget.open();
        reservation.growTo(60);

        assertTrue(reservation.growTo(10));

        assertEquals(60, budget.reserved());
    }

    @Test
    void close_givesBackOnce() {
        ByteBudget budget = new ByteBudget(100);
        ByteBudget.Reservation reservation = budget.open();
        budget.open().growTo(30);
        reservation.growTo(60);

        reservation.close();
        reservation.close();

        assertEquals(30, budget.reserved());
    }

    @Test
    void ofHeap_refusesAHeapThatCannotCarryTheLargestBody() {
        long needed = 16L * 4 * BodyLimits.DEFAULTS.inflatedBytes();

        assertEquals(needed / 16, ByteBudget.ofHeap(needed, BodyLimits.DEFAULTS).limit());
        SettingsException refused =
                assertThrows(
                        SettingsException.class,
                        () -> ByteBudget.ofHeap(needed - 16, BodyLimits.DEFAULTS));
        assertTrue(refused.getMessage().contains("512 MiB"), refused.getMessage());
    }
}
