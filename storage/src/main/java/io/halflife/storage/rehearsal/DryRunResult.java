// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.rehearsal;

import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.rehearsal.Course;
import io.halflife.monitor.window.Window;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a policy would have made of the windows, beside what the policy in force made of them.
 *
 * @param revision of the policy in force
 * @param windows that were counted
 * @param span from the first to the last of them
 * @param rehearsed by the policy that is tried
 * @param inForce as the runs stored it
 * @param notes what a reader must know to compare the two
 */
public record DryRunResult(
        ModelVersion version,
        String environment,
        int revision,
        long windows,
        Optional<Window> span,
        Course rehearsed,
        Course inForce,
        List<String> notes) {

    public DryRunResult {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(span, "span");
        Objects.requireNonNull(rehearsed, "rehearsed");
        Objects.requireNonNull(inForce, "inForce");
        notes = List.copyOf(notes);
    }
}
