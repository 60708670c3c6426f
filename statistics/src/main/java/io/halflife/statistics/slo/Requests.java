// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.slo;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;

/**
 * Requests of a window, and how many of them broke the promise.
 *
 * <p>Shares have a relative error of 2⁻⁵² at most. Source: Beyer et al. 2018, "The Site Reliability
 * Workbook", ch. 2, ISBN 978-1-4920-2950-2 (it has no DOI).
 *
 * <p>Law: merging is addition; the requests of two halves merged are those of the whole.
 *
 * @param total not negative
 * @param bad 0 to total
 */
public record Requests(long total, long bad) implements Serializable {

    /** No request. */
    public static final Requests NONE = new Requests(0, 0);

    public Requests {
        if (total < 0) {
            throw new IllegalArgumentException("total must not be negative, was " + total);
        }
        if (bad < 0 || bad > total) {
            throw new IllegalArgumentException("bad must be in [0, " + total + "], was " + bad);
        }
    }

    /**
     * The requests by their answers. Bad for availability are those the service failed: 5xx,
     * timeouts, and 429, which refuses a request that was right. Other 4xx are the caller's fault
     * and good.
     *
     * @param succeeded 1xx to 3xx
     * @param refused 4xx other than 429
     * @param throttled 429
     * @param failed 5xx
     * @param timedOut no answer in time
     */
    public static Requests ofAnswers(
            long succeeded, long refused, long throttled, long failed, long timedOut) {
        Requests good = new Requests(succeeded, 0).merge(new Requests(refused, 0));
        return good.merge(new Requests(throttled, throttled))
                .merge(new Requests(failed, failed))
                .merge(new Requests(timedOut, timedOut));
    }

    /** 1 − bad/total; {@link Status#INSUFFICIENT_DATA} without requests, which is no alarm. */
    public Figure availability() {
        return total == 0
                ? Figure.undefined(Status.INSUFFICIENT_DATA)
                : Figure.of((double) (total - bad) / total);
    }

    /** bad/total; {@link Status#INSUFFICIENT_DATA} without requests. */
    public Figure badShare() {
        return total == 0
                ? Figure.undefined(Status.INSUFFICIENT_DATA)
                : Figure.of((double) bad / total);
    }

    /**
     * Both windows as one.
     *
     * @throws ArithmeticException when there are more than 2⁶³ − 1 requests
     */
    public Requests merge(Requests other) {
        return new Requests(sum("total", total, other.total), bad + other.bad);
    }

    static long sum(String name, long one, long other) {
        if (one > Long.MAX_VALUE - other) {
            throw new ArithmeticException(
                    String.format(
                            "%s must add up to at most %d, were %d + %d",
                            name, Long.MAX_VALUE, one, other));
        }
        return one + other;
    }
}
