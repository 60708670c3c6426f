// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

/**
 * A metric's level with one-sided bounds: with the stated confidence it is above {@code lower}, and
 * with the same confidence it is below {@code upper}. NaN where unknown.
 */
public record Level(double value, double lower, double upper) {

    /** Nothing can be said. */
    public static final Level UNKNOWN = new Level(Double.NaN, Double.NaN, Double.NaN);
}
