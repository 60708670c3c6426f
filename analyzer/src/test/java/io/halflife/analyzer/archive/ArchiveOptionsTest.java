// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveOptionsTest {

    @Test
    void parse_everything() {
        assertEquals(
                new ArchiveOptions(
                        "/a b",
                        Optional.of("m"),
                        Optional.of(Instant.parse("2026-01-31T00:00:00Z")),
                        true),
                ArchiveOptions.parse(
                        List.of(
                                "--keep",
                                "--to",
                                "/a b",
                                "--model",
                                "m",
                                "--before",
                                "2026-01-31")));
    }

    @Test
    void before_isAWeekAgoUnlessSaid() {
        Instant now = Instant.parse("2026-01-31T12:00:00Z");

        assertEquals(
                Instant.parse("2026-01-24T12:00:00Z"),
                ArchiveOptions.parse(List.of("--to", "x")).before(now));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--to", "--into x", "--to x --before yesterday", "--to x y"})
    void parse_saysWhatIsWrong(String words) {
        List<String> arguments = words.isEmpty() ? List.of() : List.of(words.split(" "));

        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> ArchiveOptions.parse(arguments));

        assertTrue(refused.getMessage().contains("--"), refused::getMessage);
    }
}
