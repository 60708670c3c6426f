// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.traffic;

import java.io.Serializable;
import java.util.Objects;

/**
 * What a user sees.
 *
 * @param arm name of the arm
 * @param counted whether the user belongs to the experiment; one without an id sees the control and
 *     is left out of every figure, since the next visit could not be recognised
 */
public record Assignment(String arm, boolean counted) implements Serializable {

    public Assignment {
        Objects.requireNonNull(arm, "arm");
    }
}
