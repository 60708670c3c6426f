// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.model;

import io.halflife.monitor.policy.MonitoringPolicy;
import java.util.Objects;

/**
 * A policy as it is in force.
 *
 * @param revision 0 when nothing was set
 * @param body what was set, as JSON
 * @param policy every value, defaults filled in
 */
public record PolicyRevision(int revision, String body, MonitoringPolicy policy) {

    public PolicyRevision {
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(policy, "policy");
    }
}
