// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.retraining;

/**
 * Where a request to retrain stands. It goes forward only: a step may be left out, none is taken
 * back, and after the last four nothing follows.
 */
public enum RequestState {
    REQUESTED,
    /** Its call reached an endpoint. */
    SENT,
    ACKNOWLEDGED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    /** Nobody finished it in time. */
    EXPIRED,
    CANCELLED;

    public boolean isOpen() {
        return compareTo(RUNNING) <= 0;
    }

    /** Whether a pipeline may report this state. */
    public boolean isReported() {
        return compareTo(ACKNOWLEDGED) >= 0 && compareTo(FAILED) <= 0;
    }

    /** Whether a person may call the request off. */
    public boolean mayBeCancelled() {
        return isOpen();
    }

    /** Whether a pipeline's report of that state may follow this one. */
    public boolean mayBecome(RequestState next) {
        return isOpen() && next.isReported() && next.compareTo(this) > 0;
    }
}
