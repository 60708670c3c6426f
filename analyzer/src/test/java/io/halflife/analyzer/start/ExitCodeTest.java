// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.start;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.analyzer.run.RunException;
import io.halflife.monitor.settings.SettingsException;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

    @Test
    void of_tellsWhatToDoNext() {
        assertEquals(ExitCode.WRONG, ExitCode.of(new SettingsException("x must be y")));
        assertEquals(ExitCode.FAILED, ExitCode.of(new RunException("there is no model x")));
        assertEquals(ExitCode.FAILED, ExitCode.of(new IllegalStateException("a job failed")));
    }

    /** What scripts rest on. */
    @Test
    void numbers_stay() {
        assertEquals(0, ExitCode.DONE.number());
        assertEquals(1, ExitCode.FAILED.number());
        assertEquals(2, ExitCode.WRONG.number());
        assertEquals(69, ExitCode.UNAVAILABLE.number());
        assertEquals(75, ExitCode.BUSY.number());
    }
}
