// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

/** The judgement on one column in one window. */
public enum Verdict {
    STABLE,
    DRIFTED,
    /** Not enough data to say; the reason stands beside it. It changes no alarm. */
    INCONCLUSIVE
}
