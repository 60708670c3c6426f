// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.results.VersionScope;

/** A run cannot be made as it was asked for. The message says why, in one line for people. */
public final class RunException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public RunException(String message) {
        super(message);
    }

    /** About one version in one environment. */
    static RunException of(RegisteredVersion version, VersionScope scope, String reason) {
        return new RunException(
                version.definition().id() + " in " + scope.environment() + " " + reason);
    }
}
