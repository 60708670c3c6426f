// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.lifecycle;

import java.util.Objects;

/**
 * Who does something to a model.
 *
 * @param actor the key that was shown
 * @param reason in the person's own words; the empty string when none was given
 * @param writer the service that writes it down
 */
public record Act(String actor, String reason, String writer) {

    public Act {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(writer, "writer");
    }
}
