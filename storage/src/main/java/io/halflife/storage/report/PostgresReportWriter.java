// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.report;

import io.halflife.monitor.analysis.AnalysisReport;
import io.halflife.monitor.analysis.PortionReport;
import io.halflife.monitor.analysis.SegmentsReport;
import io.halflife.monitor.volume.WindowVolume;
import io.halflife.storage.portion.UnfinishedRun;
import io.halflife.storage.portion.UnfinishedRuns;
import io.halflife.storage.results.VersionScope;
import io.halflife.storage.volume.WindowVolumes;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Reports in Postgres. */
final class PostgresReportWriter implements ReportWriter {

    private final Jdbi jdbi;

    PostgresReportWriter(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Optional<String> write(AnalysisReport report, SegmentsReport segments, RunFacts run) {
        return jdbi.inTransaction(
                handle -> {
                    writeResults(handle, report, run);
                    new SegmentRowWriter(
                                    handle, new VersionScope(run.versionId(), report.environment()))
                            .write(segments);
                    return new ReportMessages(handle, report, run).write();
                });
    }

    @Override
    public void writePortion(
            PortionReport portion,
            SegmentsReport segments,
            List<WindowVolume> volumes,
            VersionScope scope,
            UnfinishedRun progress) {
        jdbi.useTransaction(
                handle -> {
                    ResultRowWriter rows = new ResultRowWriter(handle, scope);
                    rows.writeProfiles(portion.profiles());
                    VerdictWriter verdicts = new VerdictWriter(handle, scope);
                    verdicts.replace(portion.verdicts());
                    verdicts.restate(portion.restated());
                    new BesideWriter(handle, scope).replace(portion.beside());
                    rows.writePerformance(portion.performance());
                    new SegmentRowWriter(handle, scope).write(segments);
                    WindowVolumes.write(handle, scope, volumes);
                    UnfinishedRuns.write(handle, scope, progress);
                });
    }

    private static void writeResults(Handle handle, AnalysisReport report, RunFacts run) {
        VersionScope scope = new VersionScope(run.versionId(), report.environment());
        ResultRowWriter rows = new ResultRowWriter(handle, scope);
        rows.writeRun(report, run);
        rows.writeProfiles(report.profiles());
        VerdictWriter verdicts = new VerdictWriter(handle, scope);
        verdicts.replace(report.verdicts());
        verdicts.restate(report.restated());
        new BesideWriter(handle, scope).replace(report.beside());
        rows.writePerformance(report.performance());
        rows.replaceFits(report.asOf(), report.fits());
        WindowVolumes.write(handle, scope, run.volumes());
        UnfinishedRuns.finish(handle, scope);
    }
}
