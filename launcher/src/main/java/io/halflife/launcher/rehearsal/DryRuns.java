// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.rehearsal;

import io.halflife.launcher.console.Refusal;
import io.halflife.storage.Storage;
import io.halflife.storage.rehearsal.DryRun;
import io.halflife.storage.rehearsal.DryRunResult;
import io.halflife.storage.rehearsal.RehearsalRange;
import io.halflife.storage.rehearsal.RehearsalRefusedException;
import io.halflife.storage.rehearsal.RehearsedVersion;
import java.time.Instant;
import java.util.Optional;

/** The policy of a file over what is stored. */
public final class DryRuns {

    private DryRuns() {}

    /**
     * Rehearses.
     *
     * @param from windows that start here or later are counted
     * @param to and before this
     * @throws Refusal when there is nothing to replay, or the policy cuts time otherwise
     */
    public static DryRunResult of(
            Storage storage,
            PolicyFile file,
            String model,
            Optional<String> version,
            Optional<String> environment,
            Instant from,
            Instant to) {
        Scope scope = Scope.find(storage, model, version, environment);
        try {
            return DryRun.of(
                    storage.jdbi(),
                    new RehearsedVersion(scope.model(), scope.version(), scope.environment()),
                    scope.inForce(storage),
                    file.policy(storage, scope.model()),
                    RehearsalRange.of(from, to));
        } catch (RehearsalRefusedException e) {
            throw Refusal.failed(e.getMessage(), e);
        }
    }
}
