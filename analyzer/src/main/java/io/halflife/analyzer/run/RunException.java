// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.storage.analysis.TouchedWindow;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.results.VersionScope;
import java.util.List;
import java.util.stream.Collectors;

/** A run cannot be made as it was asked for. The message says why, in one line for people. */
public final class RunException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean busy;

    public RunException(String message) {
        this(message, false);
    }

    private RunException(String message, boolean busy) {
        super(message);
        this.busy = busy;
    }

    /** About one version in one environment. */
    static RunException of(RegisteredVersion version, VersionScope scope, String reason) {
        return new RunException(words(version, scope, reason));
    }

    /** Another analyzer is at it: there is nothing to mend. */
    static RunException busy(RegisteredVersion version, VersionScope scope) {
        return new RunException(
                words(version, scope, "is being analysed by another analyzer"), true);
    }

    /**
     * Somebody else may be at it by now: what was read is not written.
     *
     * @param begun whether earlier portions of it are written
     */
    static RunException lostLock(RegisteredVersion version, VersionScope scope, boolean begun) {
        String rest =
                begun
                        ? "no further portion of it was written, and the next run goes on there"
                        : "nothing of it was written, and the next run does it";
        return of(
                version,
                scope,
                "has no report: the database connection that held its lock was lost; " + rest);
    }

    /** Rows of a window left the store between the plan and the reading. */
    static RunException lostRows(RunPlan plan, TouchedWindow planned, long found, boolean begun) {
        return of(
                plan.version(),
                plan.scope(),
                (begun ? "has no whole report: of " : "has no report: of ")
                        + planned.rows()
                        + " rows of the window "
                        + plan.revision().policy().window().label(planned.window())
                        + " only "
                        + found
                        + " were left when they were read: they were dropped or erased meanwhile; "
                        + (begun ? "the next run goes on there" : "the next run does it"));
    }

    /** Those of several versions in one; busy when that is all that hindered them. */
    static RunException all(List<RunException> failures) {
        return new RunException(
                failures.stream().map(Throwable::getMessage).collect(Collectors.joining("; ")),
                failures.stream().allMatch(RunException::isBusy));
    }

    private static String words(RegisteredVersion version, VersionScope scope, String reason) {
        return version.definition().id() + " in " + scope.environment() + " " + reason;
    }

    /** Whether nothing but another analyzer's work was in the way. */
    public boolean isBusy() {
        return busy;
    }
}
