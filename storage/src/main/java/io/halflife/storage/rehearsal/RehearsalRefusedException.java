// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.rehearsal;

import java.util.Objects;

/** Why a policy cannot be rehearsed; the message is for whoever asked. */
public final class RehearsalRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What stands in the way. */
    public enum Reason {
        /** The version has no results in this environment. */
        NEVER_ANALYSED,
        /** What is stored was cut into other windows. */
        OTHER_WINDOWS,
        /** There are more results than the caller has time for. */
        TOO_LONG
    }

    private final Reason reason;

    RehearsalRefusedException(Reason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    public Reason reason() {
        return reason;
    }
}
