// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.portion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.halflife.monitor.analysis.AnalysisReport;
import io.halflife.monitor.analysis.PortionReport;
import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.profile.WindowProfile;
import io.halflife.monitor.window.Window;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.Stories;
import io.halflife.storage.TableDump;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.report.Reports;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PortionWritesIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final Column GONE = Column.feature("gone");

    private static final AtomicInteger MODELS = new AtomicInteger();

    private final RegisteredVersion version =
            Stories.registered(storage(), "portions-" + MODELS.incrementAndGet(), "1");
    private final VersionScope scope = new VersionScope(version.versionId(), "production");

    private static Storage storage() {
        return POSTGRES.storage();
    }

    @Test
    void writePortion_saysHowFarTheRunIs() {
        UnfinishedRun progress = progress();

        storage().reports().writePortion(portion(), scope, progress);

        assertEquals(Optional.of(progress), storage().unfinishedRuns().of(scope));
        assertEquals(1, storage().results().drift(scope, Instant.MIN, Instant.MAX).size());
        assertEquals(Optional.empty(), storage().results().latestRun(scope));
        assertEquals(
                Optional.empty(),
                storage().unfinishedRuns().of(new VersionScope(version.versionId(), "staging")));
    }

    /** A reader sees a run that is not finished, or one that is: never neither. */
    @Test
    void write_endsTheRun() {
        storage().reports().writePortion(portion(), scope, progress());

        storage().reports().write(report(), Reports.facts(version.versionId()));

        assertEquals(Optional.empty(), storage().unfinishedRuns().of(scope));
        assertEquals(
                Optional.of(Reports.AS_OF),
                storage().results().latestRun(scope).map(run -> run.asOf()));
    }

    @Test
    void writePortion_thatFailsLeavesNothing() {
        storage().reports().writePortion(portion(), scope, progress());
        Map<String, List<String>> before = TableDump.of(storage());
        UnfinishedRun broken =
                new UnfinishedRun(
                        Reports.AS_OF,
                        Reports.AS_OF,
                        -1,
                        3,
                        Reports.AS_OF,
                        5,
                        4,
                        10,
                        Set.of(),
                        Set.of(),
                        Reports.AS_OF);

        assertThrows(
                UnableToExecuteStatementException.class,
                () ->
                        storage()
                                .reports()
                                .writePortion(
                                        new PortionReport(
                                                1,
                                                10,
                                                List.of(Reports.profile(GONE)),
                                                List.of(
                                                        Reports.verdict(
                                                                GONE, "ks", AlarmState.ALARM)),
                                                List.of(),
                                                List.of(Reports.accuracy(0.5))),
                                        scope,
                                        broken));

        assertEquals(before, TableDump.of(storage()));
    }

    /** The same rows in portions, one of them twice as after a kill, and in one piece. */
    @Test
    void portions_giveTheRowsOfOnePiece() {
        RegisteredVersion whole = Stories.registered(storage(), "whole", "1");
        storage()
                .reports()
                .write(Reports.day(whole.definition().id()), Reports.facts(whole.versionId()));
        AnalysisReport day = report();
        PortionReport first =
                new PortionReport(
                        1,
                        1488,
                        day.profiles().subList(0, 1),
                        day.verdicts().subList(0, 2),
                        List.of(),
                        day.performance());

        storage().reports().writePortion(first, scope, progress());
        storage().reports().writePortion(first, scope, progress());
        storage().reports().write(day, Reports.facts(version.versionId()));

        assertEquals(rows(whole.versionId()), rows(version.versionId()));
    }

    /** What a version has, by table. */
    private static Map<String, List<String>> rows(int versionId) {
        Map<String, List<String>> rows = new TreeMap<>();
        for (String table :
                List.of(
                        "feature_profile",
                        "drift_verdict",
                        "performance_window",
                        "decay_fit",
                        "analysis_run",
                        "unfinished_run")) {
            rows.put(
                    table,
                    storage()
                            .jdbi()
                            .withHandle(
                                    h ->
                                            h.createQuery(
                                                            "select cast(to_jsonb(t) - 'version_id'"
                                                                    + " - 'finished_at' as text) from"
                                                                    + " <table> t where version_id ="
                                                                    + " :version order by 1")
                                                    .define("table", table)
                                                    .bind("version", versionId)
                                                    .mapTo(String.class)
                                                    .list()));
        }
        return rows;
    }

    private AnalysisReport report() {
        return Reports.day(version.definition().id());
    }

    private static PortionReport portion() {
        WindowProfile profile = Reports.profile(Reports.INCOME);
        return new PortionReport(
                1,
                10,
                List.of(profile),
                List.of(Reports.verdict(Reports.INCOME, "ks", AlarmState.ALARM)),
                List.of(),
                List.of(Reports.accuracy(0.5)));
    }

    private static UnfinishedRun progress() {
        Window done = Reports.DAY;
        return new UnfinishedRun(
                Reports.AS_OF,
                Reports.AS_OF.minusSeconds(5),
                7,
                3,
                done.end(),
                1,
                4,
                1488,
                Set.of(Reports.INCOME, Column.LABEL),
                Set.of(Column.LABEL, GONE),
                Reports.AS_OF.plusSeconds(1));
    }
}
