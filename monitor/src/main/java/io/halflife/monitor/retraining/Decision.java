// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.retraining;

/** What a run concludes about retraining, whether or not a request may be sent now. */
public enum Decision {
    NONE,
    /** Performance is below its threshold. */
    RETRAIN_NOW,
    /** Performance is about to cross its threshold. */
    RETRAIN_PREDICTED,
    /** The inputs moved, under a policy that retrains on drift. */
    RETRAIN_ON_DRIFT
}
