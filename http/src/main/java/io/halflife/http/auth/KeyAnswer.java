// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.auth;

import java.util.Objects;
import java.util.Optional;

/**
 * What became of a key.
 *
 * @param keyId for the log; empty when what was sent is no key
 * @param principal of an accepted key; else empty
 */
public record KeyAnswer(Outcome outcome, Optional<String> keyId, Optional<Principal> principal) {

    /** Why a key opens nothing; the label is what is counted. */
    public enum Outcome {
        ACCEPTED(""),
        MALFORMED("key_malformed"),
        UNKNOWN("key_unknown"),
        WRONG("key_wrong"),
        REVOKED("key_revoked"),
        EXPIRED("key_expired"),
        WRONG_ADDRESS("key_wrong_address"),
        UNAVAILABLE("");

        private final String reason;

        Outcome(String reason) {
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    public KeyAnswer {
        Objects.requireNonNull(outcome, "outcome");
        if (principal.isPresent() != (outcome == Outcome.ACCEPTED)) {
            throw new IllegalArgumentException("only an accepted key has a principal: " + outcome);
        }
    }
}
