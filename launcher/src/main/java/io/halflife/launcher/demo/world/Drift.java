// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo.world;

/**
 * What changes in the inputs of the demo, each in another way and gradually: nothing before it
 * begins, then a little more each day, and from its end on all of it. Everything else stays as it
 * was.
 */
public enum Drift {
    /** A shift of the mean, in units of money. */
    PRICES("monthly_charge", "prices rise", 10, 60, 16),
    /** A changed mix of known categories, in shares of the calls. */
    WALLETS("payment_method", "customers move to wallets", 16, 86, 0.34),
    /** A new category, in shares of the calls. */
    TELEVISIONS("device", "televisions turn up, which the model never saw", 24, 84, 0.2),
    /** A growing share of missing values. */
    SILENCE("satisfaction_score", "fewer customers answer the survey", 34, 94, 0.3);

    private final String feature;
    private final String words;
    private final int begin;
    private final int end;
    private final double size;

    Drift(String feature, String words, int begin, int end, double size) {
        this.feature = feature;
        this.words = words;
        this.begin = begin;
        this.end = end;
        this.size = size;
    }

    public String feature() {
        return feature;
    }

    /** What happened in the company, in a few words. */
    public String words() {
        return words;
    }

    /** The first day on which anything has changed. */
    public int firstDay() {
        return begin;
    }

    /** Whether values change, so that the feature is in alarm; else only their absence does. */
    public boolean raisesAlarm() {
        return this != SILENCE;
    }

    /** How much has changed, in the unit of what changes. */
    double at(double day) {
        return size * Math.min(1, Math.max(0, (day - begin) / (end - begin)));
    }
}
