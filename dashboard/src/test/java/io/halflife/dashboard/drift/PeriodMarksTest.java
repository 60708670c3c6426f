// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.monitor.period.Marks;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeriodMarksTest {

    @Test
    void marks_haveShapeWordAndReason() {
        Marks both = new Marks("launch", "meter down");

        assertEquals(List.of("‖ muted", "⊘ excluded"), PeriodMarks.flags(both).toList());
        assertEquals(
                List.of(
                        "Muted: launch. No alarm is told of this window.",
                        "Excluded: meter down. This window counts for no alarm and enters no"
                                + " reference."),
                PeriodMarks.sentences(both).toList());
    }

    @Test
    void noMarks_saySoByNothing() {
        assertEquals(List.of(), PeriodMarks.flags(Marks.NONE).toList());
        assertEquals(List.of(), PeriodMarks.sentences(Marks.NONE).toList());
    }
}
