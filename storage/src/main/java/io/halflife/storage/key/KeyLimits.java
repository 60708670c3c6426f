// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.key;

/**
 * How much a key may ask for; 0 stands for the installation's own limit.
 *
 * @param requestsBurst requests at once; with a rate but without a burst it is twice the rate
 * @param itemsBurst the same of items
 */
public record KeyLimits(
        int requestsPerSecond, int requestsBurst, int itemsPerSecond, int itemsBurst) {

    public static final KeyLimits NONE = new KeyLimits(0, 0, 0, 0);

    public KeyLimits {
        if (Math.min(requestsPerSecond, requestsBurst) < 0
                || Math.min(itemsPerSecond, itemsBurst) < 0) {
            throw new IllegalArgumentException("a limit is negative");
        }
        requestsBurst = burst(requestsPerSecond, requestsBurst);
        itemsBurst = burst(itemsPerSecond, itemsBurst);
    }

    private static int burst(int perSecond, int burst) {
        return perSecond > 0 && burst == 0
                ? (int) Math.min(Integer.MAX_VALUE, 2L * perSecond)
                : burst;
    }
}
