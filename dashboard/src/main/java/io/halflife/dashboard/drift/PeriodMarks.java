// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import io.halflife.monitor.period.Marks;
import java.util.stream.Stream;

/** What periods say of a verdict: a shape with a word, and a sentence with the reason. */
final class PeriodMarks {

    private PeriodMarks() {}

    static Stream<String> flags(Marks marks) {
        return Stream.of(marks.isMuted() ? "‖ muted" : "", marks.isExcluded() ? "⊘ excluded" : "")
                .filter(flag -> !flag.isEmpty());
    }

    static Stream<String> sentences(Marks marks) {
        return Stream.of(
                        marks.isMuted()
                                ? "Muted: " + marks.muted() + ". No alarm is told of this window."
                                : "",
                        marks.isExcluded()
                                ? "Excluded: "
                                        + marks.excluded()
                                        + ". This window counts for no alarm and enters no"
                                        + " reference."
                                : "")
                .filter(sentence -> !sentence.isEmpty());
    }
}
