// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.monitor.window.CalendarWindows.Unit;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowChoiceTest {

    @Test
    void parse_everyForm() {
        assertEquals(
                choice(new WindowChoice.Length(Duration.ofDays(1))), WindowChoice.parse("P1D"));
        assertEquals(
                choice(new WindowChoice.Length(Duration.ofHours(1))), WindowChoice.parse("pt1h"));
        assertEquals(choice(new WindowChoice.Calendar(Unit.WEEK)), WindowChoice.parse("P1W"));
        assertEquals(choice(new WindowChoice.Calendar(Unit.MONTH)), WindowChoice.parse("P1M"));
        assertEquals(choice(new WindowChoice.Calendar(Unit.YEAR)), WindowChoice.parse("P1Y"));
        assertEquals(choice(new WindowChoice.Count(5000)), WindowChoice.parse("count:5000"));
    }

    private static Optional<WindowChoice> choice(WindowChoice choice) {
        return Optional.of(choice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "month", "P2M", "count:0", "count:x", "count:", "PT0S", "P2000D"})
    void parse_anythingElse_isNone(String text) {
        assertEquals(Optional.empty(), WindowChoice.parse(text));
    }
}
