// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.period;

import java.io.Serializable;

/**
 * What periods say about a verdict.
 *
 * @param muted why nothing is told of it; null when it is not muted
 * @param excluded why it counts for nothing; null when it counts
 */
public record Marks(String muted, String excluded) implements Serializable {

    public static final Marks NONE = new Marks(null, null);

    public boolean isMuted() {
        return muted != null;
    }

    public boolean isExcluded() {
        return excluded != null;
    }
}
