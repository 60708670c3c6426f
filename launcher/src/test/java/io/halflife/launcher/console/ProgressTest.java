// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(shown, true, StandardCharsets.UTF_8);
    private final SettableClock clock = new SettableClock();

    @Test
    void show_forAPerson_redrawsOneLine() {
        try (Progress progress =
                new Progress(new Console(stream, stream, true), clock, "replay m", 10)) {
            clock.millis += 1000;
            progress.show(5, "half");
            clock.millis += 10;
            progress.show(6, "too soon to be shown");
        }

        assertEquals(
                "\r\u001b[Kreplay m [###############---------------]  50 % · half · 1 s\r\u001b[K",
                shown.toString(StandardCharsets.UTF_8));
    }

    @Test
    void show_intoAFile_writesFewLines() {
        try (Progress progress =
                new Progress(new Console(stream, stream, false), clock, "replay m", 10)) {
            clock.millis += 1000;
            progress.show(1, "too soon");
            clock.millis += 5000;
            progress.show(20, "beyond the end");
        }

        assertEquals(
                "replay m 100 % · beyond the end · 6 s\n", shown.toString(StandardCharsets.UTF_8));
    }

    private static final class SettableClock extends Clock {

        private long millis;

        @Override
        public long millis() {
            return millis;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
