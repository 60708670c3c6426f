// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.traffic;

import java.io.Serializable;

/**
 * One of the things that users of an experiment may see.
 *
 * @param name not blank
 * @param basisPoints its planned share of the users, 0 to 10 000
 */
public record Arm(String name, int basisPoints) implements Serializable {

    public Arm {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name must not be blank, was \"" + name + "\"");
        }
        if (basisPoints < 0 || basisPoints > Bucket.COUNT) {
            throw new IllegalArgumentException(
                    "basisPoints must be in [0, " + Bucket.COUNT + "], were " + basisPoints);
        }
    }
}
