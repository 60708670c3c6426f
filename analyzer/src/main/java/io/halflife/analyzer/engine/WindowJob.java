// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.monitor.estimation.Estimator;
import io.halflife.monitor.model.VersionDefinition;
import io.halflife.monitor.policy.DriftSettings;
import io.halflife.monitor.window.WindowSpec;
import io.halflife.storage.analysis.RunView;
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
 */
public record WindowJob(
        RunView view,
        VersionDefinition version,
        long referenceId,
        DriftSettings drift,
        WindowSpec spec,
        List<TouchedWindow> windows,
        Estimator estimatorOrNull,
        boolean pendingLabels) {

    public static final long NO_REFERENCE = -1;

    public WindowJob {
        Objects.requireNonNull(view, "view");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(drift, "drift");
        Objects.requireNonNull(spec, "spec");
        windows = List.copyOf(windows);
    }

    /** Without estimates. */
    public WindowJob(
            RunView view,
            VersionDefinition version,
            long referenceId,
            DriftSettings drift,
            WindowSpec spec,
            List<TouchedWindow> windows,
            boolean pendingLabels) {
        this(view, version, referenceId, drift, spec, windows, null, pendingLabels);
    }

    WindowRows rowsOf(int window) {
        TouchedWindow touched = windows.get(window);
        return new WindowRows(view, touched.window(), !touched.labelsOnly(), pendingLabels);
    }
}
