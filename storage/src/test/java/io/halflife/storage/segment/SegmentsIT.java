// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.analysis.AnalysisReport;
import io.halflife.monitor.analysis.SegmentReport;
import io.halflife.monitor.analysis.SegmentsReport;
import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.period.Period;
import io.halflife.monitor.period.Periods;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.segment.Segment;
import io.halflife.monitor.segment.SegmentKey;
import io.halflife.monitor.segment.SegmentValues;
import io.halflife.monitor.window.CalendarWindows;
import io.halflife.monitor.window.Window;
import io.halflife.monitor.window.WindowSpec;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.Stories;
import io.halflife.storage.TableDump;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.report.Reports;
import io.halflife.storage.results.VersionScope;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SegmentsIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final SegmentKey REGION = SegmentKey.tag("region");
    private static final Segment NORTH = Segment.of(REGION, "north");
    private static final Segment SOUTH = Segment.of(REGION, "south");
    private static final List<SegmentKey> KEYS = List.of(REGION);

    private static Storage storage() {
        return POSTGRES.storage();
    }

    private static SegmentResults results() {
        return new SegmentResults(storage().jdbi());
    }

    private static VersionScope scope(RegisteredVersion version) {
        return new VersionScope(version.versionId(), "production");
    }

    private static void write(RegisteredVersion version, SegmentsReport segments) {
        AnalysisReport day = Reports.day(version.definition().id());
        storage().reports().write(day, segments, Reports.facts(version.versionId()));
    }

    private static SegmentsReport whole(RegisteredVersion version, Segment... segments) {
        List<SegmentReport> reports = new ArrayList<>();
        for (Segment segment : segments) {
            reports.add(Reports.segment(version.definition().id(), segment));
        }
        return new SegmentsReport(List.of(Reports.DAY), reports);
    }

    @Test
    void write_readsBackUnderItsName() {
        RegisteredVersion version = Stories.registered(storage(), "seg-back", "1");

        write(version, whole(version, NORTH, Segment.other(REGION)));

        StoredSegment north = results().find(scope(version), NORTH.text()).orElseThrow();
        AnalysisReport day = Reports.day(version.definition().id());
        assertEquals(NORTH, north.segment());
        assertEquals(day.verdicts(), results().drift(north, Instant.MIN, Instant.MAX));
        assertEquals(day.performance(), results().performance(north, Instant.MIN, Instant.MAX));
        assertEquals(Optional.empty(), results().find(scope(version), SOUTH.text()));
        assertEquals(
                day.verdicts(),
                storage().results().drift(scope(version), Instant.MIN, Instant.MAX),
                "what is said about all rows stands beside it");
    }

    @Test
    void write_againGivesIdenticalRows() {
        RegisteredVersion version = Stories.registered(storage(), "seg-again", "1");
        write(version, whole(version, NORTH, SOUTH));
        Map<String, List<String>> before = segmentTables();

        write(version, whole(version, NORTH, SOUTH));

        assertEquals(before, segmentTables());
        assertFalse(before.get("segment_verdict").isEmpty());
    }

    private static Map<String, List<String>> segmentTables() {
        Map<String, List<String>> dump = TableDump.of(storage());
        dump.keySet().removeIf(table -> !table.startsWith("segment"));
        return dump;
    }

    /** Rows that were south's are "other" once south is no chosen value. */
    @Test
    void write_aWindowReadWholeLeavesNothingOfItsEarlierSegments() {
        RegisteredVersion version = Stories.registered(storage(), "seg-other", "1");
        write(version, whole(version, NORTH, SOUTH));

        write(version, whole(version, NORTH, Segment.other(REGION)));

        assertEquals(
                List.of("tag:region=north", "tag:region!other"),
                results().standings(scope(version), Reports.DAY, KEYS).stream()
                        .map(s -> s.segment().text())
                        .toList());
    }

    @Test
    void write_labelsLeaveTheOtherColumns() {
        RegisteredVersion version = Stories.registered(storage(), "seg-labels", "1");
        write(version, whole(version, NORTH));
        ModelVersion id = version.definition().id();
        DriftResult label = Reports.verdict(Column.LABEL, "chi_square", AlarmState.CLEAR);
        SegmentReport late =
                new SegmentReport(
                        NORTH,
                        List.of(),
                        List.of(label),
                        List.of(),
                        List.of(Reports.accuracy(0.5)));

        write(version, new SegmentsReport(List.of(), List.of(late)));

        StoredSegment north = results().find(scope(version), NORTH.text()).orElseThrow();
        List<DriftResult> expected = new ArrayList<>(Reports.day(id).verdicts());
        expected.add(label);
        assertEquals(expected, results().drift(north, Instant.MIN, Instant.MAX));
        assertEquals(
                List.of(Reports.accuracy(0.5)),
                results().performance(north, Instant.MIN, Instant.MAX));
    }

    @Test
    void standings_ofOddNames() {
        RegisteredVersion version = Stories.registered(storage(), "seg-odd", "1");
        Segment[] odd = {
            Segment.of(REGION, "<img src=x onerror=alert(1)>"),
            Segment.of(REGION, "東京"),
            Segment.of(REGION, "x".repeat(256)),
            Segment.of(REGION, ""),
            Segment.of(REGION, "'; drop table segment; --"),
            Segment.missing(REGION)
        };

        write(version, whole(version, odd));

        List<SegmentStanding> found = results().standings(scope(version), Reports.DAY, KEYS);
        assertEquals(odd.length, found.size());
        for (Segment segment : odd) {
            assertTrue(results().find(scope(version), segment.text()).isPresent(), segment.text());
        }
    }

    @Test
    void standings_sayWhatADayFound() {
        RegisteredVersion version = Stories.registered(storage(), "seg-standing", "1");
        write(version, whole(version, NORTH));

        SegmentStanding north = results().standings(scope(version), Reports.DAY, KEYS).get(0);

        assertEquals(2, north.judged());
        assertEquals(2, north.drifted());
        assertEquals(List.of("income", "prediction"), north.driftedNames());
        assertEquals(1, north.alarms());
        assertEquals("ALARM", north.state());
        assertEquals(1488, north.rows());
        assertEquals(Optional.of(Reports.accuracy(0.81)), north.performance("accuracy"));
        assertEquals(List.of(), results().standings(scope(version), Reports.DAY, List.of()));
    }

    /** The day after has no rows of it: it is not forgotten, and in no alarm of that day. */
    @Test
    void standings_ofASegmentThatVanished() {
        RegisteredVersion version = Stories.registered(storage(), "seg-gone", "1");
        write(version, whole(version, NORTH));
        Window next = new Window(Reports.DAY.end(), Reports.DAY.end().plus(Duration.ofDays(1)));

        SegmentStanding north = results().standings(scope(version), next, KEYS).get(0);

        assertEquals(0, north.rows());
        assertEquals("INCONCLUSIVE", north.state());
        assertEquals(Reports.DAY.end(), north.lastSeen());
    }

    @Test
    void histories_areCutDownToWhatAlarmsRestOn() {
        RegisteredVersion version = Stories.registered(storage(), "seg-history", "1");
        for (int day = 0; day < 10; day++) {
            write(version, new SegmentsReport(List.of(), List.of(onDay(day))));
        }
        for (int day : List.of(7, 8)) {
            Instant noon = dayOf(day).start().plus(Duration.ofHours(12));
            Window hour = new Window(noon, noon.plus(Duration.ofHours(1)));
            write(version, new SegmentsReport(List.of(), List.of(in(hour))));
        }
        Instant oldest = dayOf(8).start();

        SegmentHistory history =
                new SegmentHistories(storage().jdbi())
                        .of(scope(version), DAYS, oldest, 3, Periods.NONE)
                        .getOrDefault(NORTH, SegmentHistory.NONE);

        assertEquals(
                List.of(dayOf(5), dayOf(6), dayOf(7), dayOf(8), dayOf(9)),
                history.verdicts().stream().map(DriftResult::window).sorted().toList());
        assertEquals(List.of(), history.performance(), "mature");
    }

    /** A window that is excluded is remembered by no alarm, so another one has to be. */
    @Test
    void histories_passOverExcludedWindows() {
        RegisteredVersion version = Stories.registered(storage(), "seg-excluded", "1");
        for (int day = 0; day < 10; day++) {
            write(version, new SegmentsReport(List.of(), List.of(onDay(day))));
        }
        Periods outage =
                new Periods(
                        List.of(
                                new Period(
                                        1,
                                        Period.Effect.EXCLUDED,
                                        new Window(
                                                dayOf(6).start().plusSeconds(60), dayOf(7).start()),
                                        Set.of(),
                                        "outage")));

        SegmentHistory history =
                new SegmentHistories(storage().jdbi())
                        .of(scope(version), DAYS, dayOf(8).start(), 3, outage)
                        .getOrDefault(NORTH, SegmentHistory.NONE);

        assertEquals(
                List.of(dayOf(4), dayOf(5), dayOf(6), dayOf(7), dayOf(8), dayOf(9)),
                history.verdicts().stream().map(DriftResult::window).sorted().toList());
    }

    private static final WindowSpec DAYS =
            new CalendarWindows(CalendarWindows.Unit.DAY, ZoneOffset.UTC);

    private static Window dayOf(int day) {
        Instant start = Reports.DAY.start().plus(Duration.ofDays(day));
        return new Window(start, start.plus(Duration.ofDays(1)));
    }

    private static SegmentReport onDay(int day) {
        return in(dayOf(day));
    }

    private static SegmentReport in(Window window) {
        return new SegmentReport(
                NORTH,
                List.of(),
                List.of(Reports.verdictIn(window, Reports.INCOME, "ks", AlarmState.WATCH)),
                List.of(),
                List.of(Reports.accuracy(0.7)));
    }

    @Test
    void choice_standsOnce() {
        RegisteredVersion version = Stories.registered(storage(), "seg-choice", "1");
        SegmentChoices choices = new SegmentChoices(storage().jdbi());
        SegmentValues first = new SegmentValues(REGION, List.of("north", "東京"));

        choices.keep(scope(version), -1, first);
        choices.keep(scope(version), -1, new SegmentValues(REGION, List.of("south")));

        assertEquals(Optional.of(first), choices.of(scope(version), -1, REGION));
        assertEquals(Optional.empty(), choices.of(scope(version), 7, REGION));
    }

    @Test
    void reference_isDividedOnce() {
        RegisteredVersion version = Stories.registered(storage(), "seg-reference", "1");
        long reference = storage().references().collecting(version.versionId()).orElseThrow();
        ReferenceSegments divided = new ReferenceSegments(storage().jdbi());
        FeatureProfile ages =
                FeatureProfile.ofNumeric(Column.feature("age"), new double[] {1, 2}, 0, 2, 0);
        SegmentValues values = new SegmentValues(REGION, List.of("north"));

        assertTrue(divided.keep(reference, values, Map.of(NORTH, List.of(ages))));
        assertFalse(divided.keep(reference, values, Map.of(SOUTH, List.of(ages))));
        divided.refuse(reference, SegmentKey.tag("site"), "rows carry no tags");

        assertEquals(Map.of(NORTH, List.of(ages)), divided.profiles(reference, REGION));
        assertEquals(
                Optional.of(new ReferenceSegments.Division(Optional.of(values), "")),
                divided.division(reference, REGION));
        assertEquals(
                "rows carry no tags",
                divided.division(reference, SegmentKey.tag("site")).orElseThrow().reason());
        assertEquals(Optional.empty(), divided.division(reference, SegmentKey.tag("else")));
    }
}
