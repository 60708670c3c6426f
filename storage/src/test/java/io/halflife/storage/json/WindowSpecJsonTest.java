// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.json;

import static io.halflife.storage.json.JsonText.brief;
import static io.halflife.storage.json.JsonText.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.monitor.model.Violation;
import io.halflife.monitor.window.CalendarWindows;
import io.halflife.monitor.window.CountWindows;
import io.halflife.monitor.window.DurationWindows;
import io.halflife.monitor.window.WindowSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowSpecJsonTest {

    private static final List<WindowSpec> SPECS =
            List.of(
                    new CalendarWindows(CalendarWindows.Unit.DAY, ZoneOffset.UTC),
                    new CalendarWindows(CalendarWindows.Unit.YEAR, ZoneId.of("Asia/Kolkata")),
                    new DurationWindows(Duration.ofMinutes(90)),
                    new DurationWindows(Duration.ofDays(2)),
                    new CountWindows(
                            5000,
                            List.of(
                                    Instant.parse("1997-01-01T00:00:00Z"),
                                    Instant.parse("1997-02-01T00:00:00.000001Z"))));

    @Test
    void write_readsBack() {
        for (WindowSpec spec : SPECS) {
            assertEquals(Optional.of(spec), parse(WindowSpecJson.write(spec).toString()));
        }
    }

    @Test
    void parse_zoneUtcByAnyName() {
        WindowSpec utc = SPECS.get(0);

        assertEquals(Optional.of(utc), parse("{'kind':'calendar','unit':'day'}"));
        for (String zone : List.of("UTC", "Z", "Etc/UTC", "+00:00")) {
            assertEquals(
                    Optional.of(utc),
                    parse("{'kind':'calendar','unit':'day','zone':'" + zone + "'}"));
        }
    }

    @Test
    void parse_boundariesWithOffsetsAndTooManyDigits() {
        assertEquals(
                Optional.of(SPECS.get(4)),
                parse(
                        """
                        {'kind':'count','rows':5000,'boundaries':
                          ['1997-01-01T01:00:00+01:00','1997-02-01T00:00:00.000001999Z']}
                        """));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "|{}|, |/window/kind required|",
                "|{'kind':'weekly'}|, |/window/kind invalid_enum|",
                "|{'kind':'calendar','unit':'hour'}|, |/window/unit invalid_enum|",
                "|{'kind':'calendar','unit':'day','zone':'Mars/Olympus'}|, |/window/zone invalid_enum|",
                "|{'kind':'duration','length':'PT0.5S'}|, |/window/length out_of_range|",
                "|{'kind':'duration','length':'PT1.0001S'}|, |/window/length out_of_range|",
                "|{'kind':'duration','length':'one day'}|, |/window/length type_mismatch|",
                "|{'kind':'duration','length':'P1M'}|, |/window/length out_of_range|",
                "|{'kind':'duration','length':'P1Y6M'}|, |/window/length out_of_range|",
                "|{'kind':'duration','length':'P400D'}|, |/window/length out_of_range|",
                "|{'kind':'duration','length':3600}|, |/window/length type_mismatch|",
                "|{'kind':'duration','length':'P1D','unit':'day'}|, |/window/unit unknown_field|",
                "|{'kind':'count','rows':0,'boundaries':['1997-01-01T00:00:00Z','1998-01-01T00:00:00Z']}|,"
                        + " |/window/rows out_of_range|",
                "|{'kind':'count','rows':1,'boundaries':['1997-01-01T00:00:00Z']}|,"
                        + " |/window/boundaries out_of_range|",
                "|{'kind':'count','rows':1,'boundaries':['1997-01-01T00:00:00Z','1997-01-01T00:00:00Z']}|,"
                        + " |/window/boundaries out_of_range|",
                "|{'kind':'count','rows':1,'boundaries':['1997-01-01','1998-01-01']}|,"
                        + " |/window/boundaries timestamp_invalid|"
            })
    void parse_refuses(String spec, String violation) {
        List<Violation> violations = new ArrayList<>();

        Optional<WindowSpec> parsed =
                JsonFields.of(json(spec), "/window", violations).flatMap(WindowSpecJson::parse);

        assertEquals(List.of(violation), brief(violations));
        assertEquals(true, parsed.isEmpty() || violation.endsWith("unknown_field"));
    }

    private static Optional<WindowSpec> parse(String spec) {
        List<Violation> violations = new ArrayList<>();
        Optional<WindowSpec> parsed =
                JsonFields.of(json(spec), "", violations).flatMap(WindowSpecJson::parse);
        assertEquals(List.of(), violations);
        return parsed;
    }
}
