// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.model;

/**
 * What a profiled column is to the model. The role is part of a column's identity, so that a user's
 * feature may be called {@code probability}.
 */
public enum Role {
    FEATURE,
    PREDICTION,
    PROBABILITY,
    LABEL
}
