// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.experiment;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;

/**
 * How often something happened: conversions among users, failures among requests.
 *
 * <p>Law: merging is addition, so the tally of two halves merged is that of the whole.
 *
 * @param events how often it happened, 0 to trials
 * @param trials how often it could have happened
 */
public record Tally(long events, long trials) implements Serializable {

    /** Nothing was tried yet. */
    public static final Tally NONE = new Tally(0, 0);

    public Tally {
        Legal.atLeast("trials", trials, 0);
        if (events < 0 || events > trials) {
            throw new IllegalArgumentException(
                    "events must be in [0, " + trials + "], the trials, were " + events);
        }
    }

    /** How often it did not happen. */
    public long others() {
        return trials - events;
    }

    /** events/trials; {@link Status#INSUFFICIENT_DATA} without trials. */
    public Figure rate() {
        return trials == 0
                ? Figure.undefined(Status.INSUFFICIENT_DATA)
                : Figure.of((double) events / trials);
    }

    /**
     * Both tallies as one.
     *
     * @throws ArithmeticException when there are more than 2⁶³ − 1 trials
     */
    public Tally merge(Tally other) {
        long sum = Legal.sum("trials", trials, other.trials);
        return new Tally(events + other.events, sum);
    }
}
