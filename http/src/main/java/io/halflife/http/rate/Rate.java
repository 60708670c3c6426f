// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.rate;

/**
 * How fast something may go on for ever, and how much of it at once.
 *
 * @param perSecond positive; infinite: unlimited
 * @param burst at least 1
 */
public record Rate(double perSecond, int burst) {

    public static final Rate UNLIMITED = new Rate(Double.POSITIVE_INFINITY, Integer.MAX_VALUE);

    public Rate {
        if (!(perSecond > 0) || burst < 1) {
            throw new IllegalArgumentException("not a rate: " + perSecond + "/s, burst " + burst);
        }
    }

    public boolean isLimited() {
        return perSecond != Double.POSITIVE_INFINITY;
    }

    /** Until a bucket that was emptied is full again, in whole seconds, at least 1. */
    long windowSeconds() {
        return Math.max(1, (long) Math.ceil(burst / perSecond));
    }
}
