// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.latency;

/**
 * Answers of a model's serving processes by their kind, as latency summaries count them; all 0
 * where no summary was sent.
 *
 * @param ok 2xx
 * @param clientErrors 4xx but 429
 * @param throttled 429
 * @param serverErrors 5xx
 * @param timeouts given up by the caller
 */
public record Responses(
        long ok, long clientErrors, long throttled, long serverErrors, long timeouts) {

    public static final Responses NONE = new Responses(0, 0, 0, 0, 0);

    public long total() {
        return ok + clientErrors + throttled + serverErrors + timeouts;
    }

    /**
     * Answers that the service owes and did not give: 5xx, timeouts and 429, which is bad for
     * availability whoever asked too much. Other 4xx are the caller's.
     */
    public long failed() {
        return serverErrors + timeouts + throttled;
    }

    /** {@link #failed} of {@link #total}, in [0, 1]; NaN when nothing was counted. */
    public double errorRatio() {
        return total() == 0 ? Double.NaN : (double) failed() / total();
    }

    Responses plus(Responses other) {
        return new Responses(
                ok + other.ok,
                clientErrors + other.clientErrors,
                throttled + other.throttled,
                serverErrors + other.serverErrors,
                timeouts + other.timeouts);
    }
}
