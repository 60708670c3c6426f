// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.key;

import java.util.Objects;
import java.util.Optional;

/**
 * What became of a key that somebody showed.
 *
 * @param id empty when it was no key at all
 * @param key of a key that opens doors; else empty
 */
public record KeyVerdict(Outcome outcome, Optional<String> id, Optional<ApiKey> key) {

    /** From here on a door asks for scopes and models. */
    public enum Outcome {
        ACCEPTED,
        /** No key of ours, by form or checksum. */
        MALFORMED,
        UNKNOWN,
        /** A known id with another secret. */
        WRONG,
        REVOKED,
        EXPIRED,
        /** Used from outside its addresses. */
        WRONG_ADDRESS,
        /** The database does not answer, and the key was not seen lately. */
        UNAVAILABLE
    }

    public KeyVerdict {
        Objects.requireNonNull(outcome, "outcome");
        if (key.isPresent() != (outcome == Outcome.ACCEPTED)) {
            throw new IllegalArgumentException("only an accepted key is shown: " + outcome);
        }
    }

    static KeyVerdict accepted(ApiKey key) {
        return new KeyVerdict(Outcome.ACCEPTED, Optional.of(key.id()), Optional.of(key));
    }

    static KeyVerdict malformed() {
        return new KeyVerdict(Outcome.MALFORMED, Optional.empty(), Optional.empty());
    }

    static KeyVerdict refused(Outcome outcome, String id) {
        return new KeyVerdict(outcome, Optional.of(id), Optional.empty());
    }
}
