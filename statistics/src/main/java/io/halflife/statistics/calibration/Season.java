// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.calibration;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;

/**
 * Which part of the reference a window is compared with, so that day and night are no drift.
 *
 * <p>A slot is a set of hours; an instant belongs to exactly one slot, and a window to that of its
 * start. Hours are those of the clock in the zone given: where clocks are put back an hour belongs
 * to its slot twice, where they are put forward one slot has no hour that day.
 *
 * <p>Exact. Source: none; the slots are a rule of ours.
 */
public enum Season {
    /** One slot: the whole reference. */
    POOLED(1),
    /** 24 slots: the reference's rows of the same hour of the day. */
    SAME_HOUR(24),
    /** 168 slots: the same hour of the same day of the week, Monday first. */
    SAME_HOUR_OF_WEEK(168);

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);

    private final int slots;

    Season(int slots) {
        this.slots = slots;
    }

    /** The name in a policy. */
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How many slots there are; a slot is from 0 to one less. */
    public int slots() {
        return slots;
    }

    /** The slot of this instant, from 0 to {@link #slots} − 1. */
    public int slot(Instant instant, ZoneId zone) {
        ZonedDateTime local = instant.atZone(zone);
        int hour = local.getHour();
        return switch (this) {
            case POOLED -> 0;
            case SAME_HOUR -> hour;
            case SAME_HOUR_OF_WEEK -> 24 * (local.getDayOfWeek().getValue() - 1) + hour;
        };
    }

    /**
     * What is used where nobody chose: the whole reference for windows of a day or longer, and as
     * long as the reference covers less than a week; else the same hour of the day.
     *
     * @param window length of the windows, above 0
     * @param reference the time that the reference covers, at least 0
     * @throws IllegalArgumentException for anything else
     */
    public static Season standard(Duration window, Duration reference) {
        if (window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("window must be longer than 0, not " + window);
        }
        if (reference.isNegative()) {
            throw new IllegalArgumentException("reference must be at least 0, not " + reference);
        }
        boolean pooled = window.compareTo(DAY) >= 0 || reference.compareTo(WEEK) < 0;
        return pooled ? POOLED : SAME_HOUR;
    }
}
