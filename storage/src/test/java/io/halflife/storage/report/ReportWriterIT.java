// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.analysis.AnalysisReport;
import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.profile.WindowProfile;
import io.halflife.monitor.window.Window;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.Stories;
import io.halflife.storage.TableDump;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.results.AnalysisRun;
import io.halflife.storage.results.StoredProfile;
import io.halflife.storage.results.VersionScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReportWriterIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static Storage storage() {
        return POSTGRES.storage();
    }

    private static VersionScope scope(RegisteredVersion version) {
        return new VersionScope(version.versionId(), "production");
    }

    private static ModelVersion id(RegisteredVersion version) {
        return version.definition().id();
    }

    private static Optional<String> write(RegisteredVersion version, AnalysisReport report) {
        return storage().reports().write(report, Reports.facts(version.versionId()));
    }

    @Test
    void write_readsBack() {
        RegisteredVersion version = Stories.registered(storage(), "back", "1");
        AnalysisReport report = Reports.day(id(version));

        write(version, report);

        assertEquals(
                List.of(
                        report.verdicts().get(0),
                        report.verdicts().get(1),
                        report.verdicts().get(2)),
                storage().results().drift(scope(version), Instant.MIN, Instant.MAX));
        assertEquals(
                report.performance(),
                storage().results().performance(scope(version), Instant.MIN, Instant.MAX));
        assertEquals(
                report.profiles().stream().map(ReportWriterIT::stored).toList(),
                storage().results().profiles(scope(version), Instant.MIN, Instant.MAX));
        assertEquals(
                report.fits().stream().map(DecayFit::range).sorted().toList(),
                storage().results().decay(scope(version)).stream().map(DecayFit::range).toList());
        assertTrue(report.fits().containsAll(storage().results().decay(scope(version))));
        assertEquals(
                Optional.of(run(report, version)), storage().results().latestRun(scope(version)));
    }

    private static StoredProfile stored(WindowProfile profile) {
        return new StoredProfile(
                profile.window(),
                profile.label(),
                profile.profile().column(),
                profile.profile().kind(),
                profile.summary());
    }

    private static AnalysisRun run(AnalysisReport report, RegisteredVersion version) {
        RunFacts facts = Reports.facts(version.versionId());
        return new AnalysisRun(
                report.asOf(),
                -1,
                3,
                facts.watermark(),
                1,
                1488,
                "NONE",
                report.decisionReason(),
                0,
                false,
                facts.startedAt());
    }

    @Test
    void write_againGivesIdenticalRows() {
        RegisteredVersion version = Stories.registered(storage(), "again", "1");
        AnalysisReport report = Reports.calling(id(version), Reports.AS_OF);

        Optional<String> first = write(version, report);
        var before = TableDump.of(storage(), "finished_at");
        AnalysisReport again =
                withoutAlarmChanges(report); // its own rows are stored: nothing changed since
        Optional<String> second = write(version, again);

        assertEquals(before, TableDump.of(storage(), "finished_at"));
        assertEquals(first, second);
        assertEquals(report.request().map(r -> r.id()), first);
    }

    private static AnalysisReport withoutAlarmChanges(AnalysisReport r) {
        return new AnalysisReport(
                r.version(),
                r.environment(),
                r.asOf(),
                r.referenceId(),
                r.policyRevision(),
                r.windows(),
                r.rows(),
                r.profiles(),
                r.verdicts(),
                r.restated(),
                r.performance(),
                r.fits(),
                r.decision(),
                r.decisionReason(),
                r.forecastStreak(),
                r.datasetDrift(),
                r.requestOrNull(),
                r.expiredRequests(),
                List.of());
    }

    /** The tests of a column are replaced as one; those of other columns stay. */
    @Test
    void write_rerunLeavesNoTestOfItsEarlierSelf() {
        RegisteredVersion version = Stories.registered(storage(), "rerun", "1");
        AnalysisReport first = Reports.day(id(version));
        write(version, first);
        DriftResult other = Reports.verdict(Reports.INCOME, "chi_square", AlarmState.WATCH);

        write(version, Reports.withVerdicts(first, other));

        assertEquals(
                List.of(other, first.verdicts().get(2)),
                storage().results().drift(scope(version), Instant.MIN, Instant.MAX));
    }

    @Test
    void write_restatesAlarmsOfOtherWindows() {
        RegisteredVersion version = Stories.registered(storage(), "restated", "1");
        AnalysisReport day = Reports.day(id(version));
        write(version, day);
        Instant next = Reports.AS_OF.plus(Duration.ofDays(1));
        DriftResult cleared = day.verdicts().get(0).withAlarmState(AlarmState.WATCH);

        write(
                version,
                Reports.of(
                        id(version),
                        next,
                        List.of(),
                        List.of(),
                        List.of(cleared),
                        List.of(),
                        List.of()));

        assertEquals(
                List.of(cleared, day.verdicts().get(2)),
                storage().results().primaryDrift(scope(version), Instant.MIN, Instant.MAX));
        assertEquals(
                day.verdicts().get(1),
                storage().results().drift(scope(version), Instant.MIN, Instant.MAX).get(1));
    }

    @Test
    void read_rangeIsHalfOpenOverWindowStarts() {
        RegisteredVersion version = Stories.registered(storage(), "ranges", "1");
        List<Window> days = new ArrayList<>();
        List<DriftResult> verdicts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Duration shift = Duration.ofDays(i);
            days.add(new Window(Reports.DAY.start().plus(shift), Reports.DAY.end().plus(shift)));
            verdicts.add(Reports.verdictIn(days.get(i), Reports.INCOME, "ks", AlarmState.CLEAR));
        }
        write(
                version,
                Reports.of(
                        id(version),
                        Reports.AS_OF,
                        List.of(),
                        verdicts,
                        List.of(),
                        List.of(),
                        List.of()));

        assertEquals(
                verdicts.subList(0, 2),
                storage()
                        .results()
                        .drift(scope(version), days.get(0).start(), days.get(2).start()));
        assertEquals(
                verdicts.subList(2, 3),
                storage().results().drift(scope(version), days.get(2).start(), Instant.MAX));
    }

    @Test
    void read_scopesNeverMix() {
        RegisteredVersion one = Stories.registered(storage(), "scope", "1");
        RegisteredVersion two =
                storage()
                        .models()
                        .register(one.modelId(), Stories.creditRisk("scope", "2"))
                        .orElseThrow();
        write(one, Reports.day(id(one)));

        for (VersionScope other :
                List.of(scope(two), new VersionScope(one.versionId(), "staging"))) {
            assertEquals(List.of(), storage().results().drift(other, Instant.MIN, Instant.MAX));
            assertEquals(List.of(), storage().results().decay(other));
            assertEquals(Optional.empty(), storage().results().latestRun(other));
        }
    }

    @Test
    void read_decayIsThatOfTheLatestRun() {
        RegisteredVersion version = Stories.registered(storage(), "latest", "1");
        write(version, Reports.day(id(version)));
        Instant next = Reports.AS_OF.plus(Duration.ofDays(1));
        write(
                version,
                Reports.of(
                        id(version), next, List.of(), List.of(), List.of(), List.of(), List.of()));

        assertEquals(List.of(), storage().results().decay(scope(version)));
        assertEquals(
                List.of(next, Reports.AS_OF),
                storage().results().runs(scope(version), 9).stream()
                        .map(AnalysisRun::asOf)
                        .toList());
    }

    @Test
    void read_recomputedPerformanceReplaces() {
        RegisteredVersion version = Stories.registered(storage(), "better", "1");
        write(version, Reports.day(id(version)));
        PerformanceValue better = Reports.accuracy(0.9);
        PerformanceValue undefined = Reports.accuracy(Double.NaN);

        for (PerformanceValue value : List.of(better, undefined)) {
            write(
                    version,
                    Reports.of(
                            id(version),
                            Reports.AS_OF,
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(value),
                            List.of()));

            assertEquals(
                    List.of(value),
                    storage().results().performance(scope(version), Instant.MIN, Instant.MAX));
        }
    }

    /** The last thing that is written fails; the first thing must not stand. */
    @Test
    void write_failureLeavesNothing() {
        RegisteredVersion version = Stories.registered(storage(), "crash", "1");
        AnalysisReport day = Reports.day(id(version));
        AnalysisReport broken =
                Reports.of(
                        id(version),
                        Reports.AS_OF,
                        day.profiles(),
                        day.verdicts(),
                        List.of(),
                        day.performance(),
                        List.of(day.fits().get(0), day.fits().get(0)));
        var before = TableDump.of(storage());

        assertThrows(UnableToExecuteStatementException.class, () -> write(version, broken));

        assertEquals(before, TableDump.of(storage()));
    }

    @Test
    void write_emptyReportIsARunAllTheSame() {
        RegisteredVersion version = Stories.registered(storage(), "quiet", "1");

        write(
                version,
                Reports.of(
                        id(version),
                        Reports.AS_OF,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()));

        assertEquals(1, storage().results().runs(scope(version), 5).size());
        assertEquals(
                List.of(), storage().results().drift(scope(version), Instant.MIN, Instant.MAX));
    }

    /** A column may be called like another role's. */
    @Test
    void write_roleIsPartOfTheColumn() {
        RegisteredVersion version = Stories.registered(storage(), "roles", "1");
        DriftResult feature =
                Reports.verdict(Column.feature("probability"), "ks", AlarmState.CLEAR);
        DriftResult probability = Reports.verdict(Column.PROBABILITY, "ks", AlarmState.ALARM);

        write(version, Reports.withVerdicts(Reports.day(id(version)), feature, probability));

        assertEquals(
                List.of(feature, probability),
                storage().results().drift(scope(version), Instant.MIN, Instant.MAX));
    }
}
