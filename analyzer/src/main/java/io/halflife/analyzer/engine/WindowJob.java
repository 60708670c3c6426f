// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.analyzer.block.Division;
import io.halflife.monitor.calibration.ReferenceCut;
import io.halflife.monitor.estimation.Estimator;
import io.halflife.monitor.model.VersionDefinition;
import io.halflife.monitor.policy.DriftSettings;
import io.halflife.monitor.window.WindowSpec;
import io.halflife.storage.analysis.RunView;
import io.halflife.storage.analysis.SegmentColumns;
import io.halflife.storage.analysis.TouchedWindow;
import io.halflife.storage.analysis.WindowRows;
import java.util.List;
import java.util.Objects;

/**
 * Windows of a version in one environment to be read and compared.
 *
 * @param referenceId what they are compared with; {@link #NO_REFERENCE} for nothing
 * @param spec names the windows
 * @param estimatorOrNull what estimates performance without labels; null for no estimates
 * @param pendingLabels whether labels without event time have to be matched by id
 * @param division into segments
 * @param source where the rows are
 * @param season how the reference is cut, when windows are compared with the same hours of it;
 *     null: they are compared with all of it
 */
public record WindowJob(
        RunView view,
        VersionDefinition version,
        long referenceId,
        DriftSettings drift,
        WindowSpec spec,
        List<TouchedWindow> windows,
        Estimator estimatorOrNull,
        boolean pendingLabels,
        Division division,
        RowSource source,
        ReferenceCut season) {

    public static final long NO_REFERENCE = -1;

    public WindowJob {
        Objects.requireNonNull(view, "view");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(drift, "drift");
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(division, "division");
        Objects.requireNonNull(source, "source");
        windows = List.copyOf(windows);
    }

    /** The same job with some of its windows. */
    public WindowJob only(List<TouchedWindow> some) {
        return new WindowJob(
                view,
                version,
                referenceId,
                drift,
                spec,
                some,
                estimatorOrNull,
                pendingLabels,
                division,
                source,
                season);
    }

    /** Without estimates and season, of rows that are those of the database and are not divided. */
    public WindowJob(
            RunView view,
            VersionDefinition version,
            long referenceId,
            DriftSettings drift,
            WindowSpec spec,
            List<TouchedWindow> windows,
            boolean pendingLabels) {
        this(
                view,
                version,
                referenceId,
                drift,
                spec,
                windows,
                null,
                pendingLabels,
                Division.NONE,
                RowSource.DATABASE,
                null);
    }

    /** The same windows, their rows divided into segments. */
    public WindowJob dividedBy(Division segments) {
        return new WindowJob(
                view,
                version,
                referenceId,
                drift,
                spec,
                windows,
                estimatorOrNull,
                pendingLabels,
                segments,
                source,
                season);
    }

    WindowRows rowsOf(int window) {
        TouchedWindow touched = windows.get(window);
        SegmentColumns keys = SegmentColumns.of(division.keys(), version.signature());
        return new WindowRows(view, touched.window(), !touched.labelsOnly(), pendingLabels, keys);
    }
}
