// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.serving;

import io.halflife.storage.latency.LatencyStep;
import io.halflife.storage.latency.Responses;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Requests of a model.
 *
 * @param answers by class; in the order of {@link #CLASSES}
 * @param measured latencies that can be compared with the limit
 * @param slow those of them above it; 0 without a limit
 */
public record ServingCount(Map<String, Long> answers, long measured, long slow) {

    /** Server errors, timeouts and throttled requests are what availability lacks. */
    static final String[] CLASSES = {"ok", "client_error", "throttled", "server_error", "timeout"};

    /** Every class, and nobody in it. */
    public static final ServingCount NONE = of(new long[CLASSES.length], 0, 0);

    public ServingCount {
        answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
        if (measured < 0 || slow < 0 || slow > measured) {
            throw new IllegalArgumentException(slow + " slow of " + measured);
        }
    }

    /**
     * Counts a stretch of time.
     *
     * @param limitSeconds above it a latency is slow; NaN where nothing is promised
     */
    static ServingCount of(LatencyStep step, double limitSeconds) {
        Responses responses = step.responses();
        long[] answers = {
            responses.ok(),
            responses.clientErrors(),
            responses.throttled(),
            responses.serverErrors(),
            responses.timeouts()
        };
        boolean compared = !Double.isNaN(limitSeconds) && step.count() > 0;
        double share = compared ? 1 - step.shareWithin(limitSeconds) : 0;
        return of(answers, step.count(), Math.round(share * step.count()));
    }

    private static ServingCount of(long[] answers, long measured, long slow) {
        Map<String, Long> byClass = new LinkedHashMap<>();
        for (int i = 0; i < CLASSES.length; i++) {
            byClass.put(CLASSES[i], answers[i]);
        }
        return new ServingCount(byClass, measured, slow);
    }

    /** What this has more than the other; what it has less of does not count. */
    ServingCount beyond(ServingCount other) {
        Map<String, Long> more = new LinkedHashMap<>();
        answers.forEach((kind, n) -> more.put(kind, Math.max(0, n - other.answers.get(kind))));
        long newMeasured = Math.max(0, measured - other.measured);
        return new ServingCount(
                more, newMeasured, Math.min(newMeasured, Math.max(0, slow - other.slow)));
    }

    ServingCount plus(ServingCount other) {
        Map<String, Long> sum = new LinkedHashMap<>();
        answers.forEach((kind, n) -> sum.put(kind, n + other.answers.get(kind)));
        return new ServingCount(sum, measured + other.measured, slow + other.slow);
    }

    /** The larger of both, figure by figure. */
    ServingCount max(ServingCount other) {
        return plus(other.beyond(this));
    }
}
