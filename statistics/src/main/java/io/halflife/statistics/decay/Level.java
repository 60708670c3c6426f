// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.util.Objects;

/**
 * A metric's level with one-sided bounds: with the stated confidence it is above {@code lower}, and
 * with the same confidence it is below {@code upper}. A level without bounds is possible, bounds
 * without a level are not.
 */
public record Level(Figure value, Figure lower, Figure upper) {

    public Level {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(lower, "lower");
        Objects.requireNonNull(upper, "upper");
    }

    /** Nothing can be said, for this reason. */
    public static Level undefined(Status why) {
        Figure none = Figure.undefined(why);
        return new Level(none, none, none);
    }

    /** A level of which nobody knows how sure it is, for this reason. */
    static Level withoutBounds(double value, Status why) {
        return new Level(Figure.of(value), Figure.undefined(why), Figure.undefined(why));
    }

    static Level of(double value, double lower, double upper) {
        return new Level(Figure.of(value), Figure.of(lower), Figure.of(upper));
    }
}
