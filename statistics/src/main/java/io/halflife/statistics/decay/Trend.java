// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

/** Which way a metric goes when a model gets worse. */
public enum Trend {
    /** Accuracy, AUC: lower is worse. */
    FALLING,
    /** Errors: higher is worse. */
    RISING;

    /** 1 for falling, −1 for rising. */
    int sign() {
        return this == FALLING ? 1 : -1;
    }
}
