// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.logging;

import io.halflife.client.ClientSettings;
import io.halflife.client.wire.Backoff;
import java.util.concurrent.Future;

/** A parcel until its last answer. Used by the sending thread alone. */
final class Attempt {

    final Parcel parcel;
    private final Backoff backoff;
    private final long giveUpAt;

    /** The request under way; null while it waits for its next try. */
    Future<?> request;

    /** Completes when the answer to it was judged. */
    Future<?> judged;

    /** When the request is cut off, or the next try is due; of {@code System.nanoTime}. */
    long due;

    int tries;
    int serverErrors;

    /** The collector does not take compressed bodies. */
    boolean plain;

    Attempt(Parcel parcel, ClientSettings settings, long now) {
        this.parcel = parcel;
        this.backoff = new Backoff(settings.retryDelayFirst(), settings.retryDelayMax());
        this.giveUpAt = now + settings.retryFor().toNanos();
        this.due = now;
    }

    boolean isUnderWay() {
        return request != null;
    }

    /** Whether its last try failed. */
    boolean isFailing() {
        return (tries > 0 && !isUnderWay()) || tries > 1;
    }

    /** Sets the next try; false where the time is up before. */
    boolean retryLater(long now, String retryAfter) {
        request = null;
        due = now + backoff.next(retryAfter);
        return due - giveUpAt <= 0;
    }
}
