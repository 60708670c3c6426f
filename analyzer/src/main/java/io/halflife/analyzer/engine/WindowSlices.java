// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.analyzer.block.Columns;
import io.halflife.analyzer.block.Slice;
import io.halflife.storage.analysis.TouchedWindow;
import io.halflife.storage.analysis.WindowRows;
import java.util.ArrayList;
import java.util.List;

/**
 * The windows of all jobs as slices: a window that fits is one, a larger one is many. How they are
 * cut depends on their rows alone, so that the same rows give the same bits wherever they are read.
 * One thread.
 */
final class WindowSlices {

    private final Engine engine;
    private final List<Slice> whole = new ArrayList<>();
    private final List<Slice> parts = new ArrayList<>();
    private long columnsOfParts;

    WindowSlices(Engine engine, List<WindowJob> jobs) {
        this.engine = engine;
        for (int job = 0; job < jobs.size(); job++) {
            for (int window = 0; window < jobs.get(job).windows().size(); window++) {
                add(job, window, jobs.get(job));
            }
        }
    }

    private void add(int number, int window, WindowJob job) {
        TouchedWindow touched = job.windows().get(window);
        WindowRows rows = job.rowsOf(window);
        int cuts = engine.partsFor(touched.rows());
        boolean features = !touched.labelsOnly();
        if (cuts == 1) {
            whole.add(new Slice(number, window, 0, job.source().of(rows), features));
            return;
        }
        int part = 0;
        for (WindowRows cut : rows.cut(cuts)) {
            parts.add(new Slice(number, window, part++, job.source().of(cut), features));
        }
        columnsOfParts += (1L + job.division().count()) * Columns.of(job.version()).count();
    }

    List<Slice> whole() {
        return whole;
    }

    List<Slice> parts() {
        return parts;
    }

    /** How many columns the windows have that are cut. */
    long columnsOfParts() {
        return columnsOfParts;
    }
}
