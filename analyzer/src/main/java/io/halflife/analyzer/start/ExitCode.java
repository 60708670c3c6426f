// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.start;

import io.halflife.analyzer.run.RunException;
import io.halflife.monitor.settings.SettingsException;
import io.halflife.storage.SchemaException;
import io.halflife.storage.UnreachableDatabaseException;

/**
 * What the process says when it ends, for cron, Kubernetes and their like. After a signal Java says
 * 128 and the signal's number: 143 for SIGTERM.
 */
public enum ExitCode {
    DONE(0),
    /** Something failed; what else was to be done is done. Another try may help. */
    FAILED(1),
    /** A word or a setting is wrong: another try does not help. */
    WRONG(2),
    /** The database cannot be used, or its schema does not fit. */
    UNAVAILABLE(69),
    /** Another analyzer is at it; there is nothing to mend. */
    BUSY(75);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** The code of a process that this ended. */
    public static ExitCode of(Throwable failure) {
        if (failure instanceof RunException run) {
            return run.isBusy() ? BUSY : FAILED;
        }
        if (failure instanceof SettingsException) {
            return WRONG;
        }
        if (failure instanceof UnreachableDatabaseException || failure instanceof SchemaException) {
            return UNAVAILABLE;
        }
        return FAILED;
    }
}
