// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.experiment;

/** The legal ranges of arguments; what lies outside is refused with name, value and range. */
final class Legal {

    private Legal() {}

    static double share(String name, double value) {
        return checked(value > 0 && value < 1, name, value, "in (0, 1)");
    }

    static double positive(String name, double value) {
        return checked(value > 0 && Double.isFinite(value), name, value, "positive and finite");
    }

    static double nonZero(String name, double value) {
        return checked(value != 0 && Double.isFinite(value), name, value, "finite and not 0");
    }

    static long atLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    name + " must be at least " + least + ", was " + value);
        }
        return value;
    }

    /** A sum of counts, refused with the name of the argument when it does not fit. */
    static long sum(String name, long one, long other) {
        if (one > Long.MAX_VALUE - other) {
            throw new ArithmeticException(
                    String.format(
                            "%s must add up to at most %d, were %d + %d",
                            name, Long.MAX_VALUE, one, other));
        }
        return one + other;
    }

    private static double checked(boolean legal, String name, double value, String range) {
        if (!legal) {
            throw new IllegalArgumentException(name + " must be " + range + ", was " + value);
        }
        return value;
    }
}
