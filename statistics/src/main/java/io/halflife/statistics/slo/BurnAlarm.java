// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.slo;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * An alarm for a budget that is being spent too fast, over a long window, so that it is worth a
 * person's time, and a short one, so that it ends soon after the trouble does.
 *
 * <p>threshold = budgetShare·period/longWindow, the burn rate that spends this share of the budget
 * within the long window: 14.4, 6 and 1 over 30 days. Fires iff the burn rates of both windows are
 * strictly above it and the long window holds {@link #badMin()} bad requests or more. Compared in
 * exact decimals, so that a burn rate of exactly 14.4 does not fire. A window without requests
 * fires nothing.
 *
 * <p>Why a least number of bad requests: at 99.99 % and 600 requests an hour a single one exceeds
 * 14.4, which happens 1.4 times a day at a burn rate of 1; with 10 it is below 10⁻⁷.
 *
 * <p>Source: Beyer et al. 2018, "The Site Reliability Workbook", ch. 5, table 5-8, ISBN
 * 978-1-4920-2950-2 (it has no DOI); the least number of bad requests is ours.
 *
 * @param name of the alarm, not blank
 * @param budgetShare of the period's budget that may go within the long window, in (0, 1]
 * @param longWindow above the short one
 * @param shortWindow positive
 * @param badMin bad requests that the long window must hold, at least 1
 */
public record BurnAlarm(
        String name, double budgetShare, Duration longWindow, Duration shortWindow, long badMin)
        implements Serializable {

    /** What the usual alarms ask for. */
    public static final long BAD_MIN = 10;

    /** Wakes somebody: 2 % of the budget within an hour. */
    public static final BurnAlarm PAGE_FAST =
            new BurnAlarm("page-fast", 0.02, Duration.ofHours(1), Duration.ofMinutes(5), BAD_MIN);

    /** Wakes somebody: 5 % within six hours. */
    public static final BurnAlarm PAGE_SLOW =
            new BurnAlarm("page-slow", 0.05, Duration.ofHours(6), Duration.ofMinutes(30), BAD_MIN);

    /** Can wait until the morning: 10 % within three days. */
    public static final BurnAlarm TICKET =
            new BurnAlarm("ticket", 0.1, Duration.ofDays(3), Duration.ofHours(6), BAD_MIN);

    /** The usual alarms, the most urgent first. */
    public static final List<BurnAlarm> USUAL = List.of(PAGE_FAST, PAGE_SLOW, TICKET);

    public BurnAlarm {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("name must not be blank, was " + name);
        }
        if (!(budgetShare > 0 && budgetShare <= 1)) {
            throw new IllegalArgumentException("budgetShare must be in (0, 1], was " + budgetShare);
        }
        if (shortWindow.isNegative() || shortWindow.isZero()) {
            throw new IllegalArgumentException("shortWindow must be positive, was " + shortWindow);
        }
        if (longWindow.compareTo(shortWindow) <= 0) {
            throw new IllegalArgumentException(
                    "longWindow must be above " + shortWindow + ", was " + longWindow);
        }
        if (badMin < 1) {
            throw new IllegalArgumentException("badMin must be at least 1, was " + badMin);
        }
    }

    /** This alarm with another least number of bad requests. */
    public BurnAlarm withBadMin(long bad) {
        return new BurnAlarm(name, budgetShare, longWindow, shortWindow, bad);
    }

    /** The burn rate above which it fires. */
    public double threshold(Objective objective) {
        return budgetShare * Objective.seconds(objective.period()) / Objective.seconds(longWindow);
    }

    /** The share of bad requests above which it fires; above 1 it cannot. */
    public double badShareThreshold(Objective objective) {
        return threshold(objective) * objective.budget();
    }

    /**
     * Whether it fires.
     *
     * @param longRequests of the long window that ends now
     * @param shortRequests of the short window that ends now
     */
    public boolean fires(Objective objective, Requests longRequests, Requests shortRequests) {
        return longRequests.bad() >= badMin
                && exceeds(objective, longRequests)
                && exceeds(objective, shortRequests);
    }

    /** bad·longWindow > budgetShare·period·budget·total, which is burn > threshold. */
    private boolean exceeds(Objective objective, Requests requests) {
        BigDecimal spent = BigDecimal.valueOf(requests.bad()).multiply(exact(longWindow));
        BigDecimal allowed =
                BigDecimal.valueOf(budgetShare)
                        .multiply(exact(objective.period()))
                        .multiply(objective.exactBudget())
                        .multiply(BigDecimal.valueOf(requests.total()));
        return spent.compareTo(allowed) > 0;
    }

    private static BigDecimal exact(Duration duration) {
        int nanoDigits = 9;
        return BigDecimal.valueOf(duration.getSeconds())
                .add(BigDecimal.valueOf(duration.getNano(), nanoDigits));
    }
}
