// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.experiment;

/** What a comparison of two arms has found so far. Whether higher is better, its owner knows. */
public enum Verdict {
    /** Nothing yet: go on. */
    CONTINUE,
    /** The treatment's rate or mean is above the control's. */
    TREATMENT_HIGHER,
    /** The control's rate or mean is above the treatment's. */
    CONTROL_HIGHER
}
