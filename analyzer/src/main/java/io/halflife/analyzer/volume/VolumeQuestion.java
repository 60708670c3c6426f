// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.volume;

import io.halflife.monitor.period.Periods;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.reference.MovingReference;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.results.VersionScope;
import java.util.Objects;
import java.util.Optional;

/**
 * Whose windows are compared, and how.
 *
 * @param referenceId of the reference in force; -1 for none
 * @param moving which windows it takes, when it moves along with the judged one
 * @param periods windows in excluded ones are no reference
 */
public record VolumeQuestion(
        RegisteredVersion version,
        VersionScope scope,
        MonitoringPolicy policy,
        long referenceId,
        Optional<MovingReference> moving,
        Periods periods) {

    public VolumeQuestion {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(moving, "moving");
        Objects.requireNonNull(periods, "periods");
    }
}
