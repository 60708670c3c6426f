// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RateLimiterTest {

    private static final Rates RATES = new Rates(new Rate(2, 4), new Rate(100, 200));
    private long nanos = 1;
    private final RateLimiter limiter = new RateLimiter(() -> nanos, 2);

    private void pass(double seconds) {
        nanos += (long) (seconds * 1e9);
    }

    @Test
    void admit_allowsTheBurstThenTheRate() {
        Quota quota = limiter.quota("a", RATES).orElseThrow();

        for (int i = 0; i < 4; i++) {
            assertEquals(0, quota.admit(), "request " + i);
        }
        assertEquals(1, quota.admit());
        pass(0.5);
        assertEquals(0, quota.admit());
        assertEquals(1, quota.admit());
    }

    /** The body of 1,000 items was let in unread; the key waits until 801 of them are paid. */
    @Test
    void chargeItems_beyondTheBurst_isADebtThatHoldsUpTheNextRequest() {
        Quota quota = limiter.quota("a", RATES).orElseThrow();
        assertEquals(0, quota.admit());

        quota.chargeItems(1_000);

        assertEquals(9, quota.admit());
        pass(8);
        assertEquals(1, quota.admit());
        pass(0.02);
        assertEquals(0, quota.admit());
    }

    @Test
    void refusedRequest_takesNothing() {
        Quota quota = limiter.quota("a", RATES).orElseThrow();
        for (int i = 0; i < 100; i++) {
            quota.admit();
        }
        pass(2);
        for (int i = 0; i < 4; i++) {
            assertEquals(0, quota.admit(), "request " + i);
        }
    }

    @Test
    void headers_sayQuotaWindowRestAndReset() {
        Quota quota = limiter.quota("a", RATES).orElseThrow();
        quota.admit();
        quota.chargeItems(300);

        assertEquals("\"requests\";q=4;w=2, \"items\";q=200;w=2", quota.policy());
        assertEquals("\"requests\";r=3;t=1, \"items\";r=0;t=3", quota.remaining());
    }

    @Test
    void quota_isPerKeyAndBounded() {
        Quota first = limiter.quota("a", RATES).orElseThrow();
        assertSame(first, limiter.quota("a", RATES).orElseThrow());
        limiter.quota("b", RATES);
        limiter.quota("c", RATES);

        assertEquals(2, limiter.size());
        assertNotSame(first, limiter.quota("a", RATES).orElseThrow());
    }

    @Test
    void changedRates_beginANewQuota() {
        Quota first = limiter.quota("a", RATES).orElseThrow();
        Rates more = new Rates(new Rate(9, 9), RATES.items());

        assertNotSame(first, limiter.quota("a", more).orElseThrow());
    }

    @Test
    void unlimited_hasNoQuota() {
        assertTrue(limiter.quota("a", Rates.UNLIMITED).isEmpty());
    }

    /** A clock that steps back, as nanoTime of other threads may seem to, gives nothing away. */
    @Test
    void clockThatStepsBack_refillsNothing() {
        Quota quota = limiter.quota("a", RATES).orElseThrow();
        for (int i = 0; i < 4; i++) {
            quota.admit();
        }
        pass(-10);
        assertTrue(quota.admit() > 0);
    }
}
