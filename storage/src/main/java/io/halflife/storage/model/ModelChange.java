// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.model;

import java.util.Optional;

/**
 * What is to change about a model; what is empty stays. Whoever changes a model has looked at it,
 * so it is configured from then on.
 *
 * @param tagsJson all tags, as a JSON object
 */
public record ModelChange(
        Optional<String> tagsJson, Optional<String> description, Optional<Boolean> strict) {

    /** Somebody has looked at it; nothing else. */
    public static final ModelChange CONFIGURED =
            new ModelChange(Optional.empty(), Optional.empty(), Optional.empty());
}
