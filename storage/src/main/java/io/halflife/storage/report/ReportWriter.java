// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.report;

import io.halflife.monitor.analysis.AnalysisReport;
import io.halflife.monitor.analysis.PortionReport;
import io.halflife.monitor.analysis.SegmentsReport;
import io.halflife.monitor.volume.WindowVolume;
import io.halflife.storage.portion.UnfinishedRun;
import io.halflife.storage.results.VersionScope;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Writes what a run found out: profiles, verdicts, performance, fits, the run itself, its request
 * and its messages, in one transaction. Writing the same report again gives the same rows and sends
 * nothing twice; a run that dies before the end leaves nothing. A run of many windows is written in
 * portions, each of them so.
 */
public interface ReportWriter {

    /** The reports in this database. */
    static ReportWriter in(Jdbi jdbi) {
        return new PostgresReportWriter(jdbi);
    }

    /**
     * Writes a report.
     *
     * @return the id of the report's request, when it stands in the store; empty when the report
     *     has none, or when another request was opened in the meantime
     */
    Optional<String> write(AnalysisReport report, SegmentsReport segments, RunFacts run);

    /** The same without segments. */
    default Optional<String> write(AnalysisReport report, RunFacts run) {
        return write(report, SegmentsReport.NONE, run);
    }

    /**
     * Writes a portion of a run that is not its last, and how far the run is, in one transaction.
     * {@link #write} ends the run: it writes the last portion and takes the mark away.
     */
    void writePortion(
            PortionReport portion,
            SegmentsReport segments,
            List<WindowVolume> volumes,
            VersionScope scope,
            UnfinishedRun progress);

    /** The same without segments and rows of windows. */
    default void writePortion(PortionReport portion, VersionScope scope, UnfinishedRun progress) {
        writePortion(portion, SegmentsReport.NONE, List.of(), scope, progress);
    }
}
