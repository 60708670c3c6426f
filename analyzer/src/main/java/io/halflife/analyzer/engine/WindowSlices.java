// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.analyzer.block.ColumnSlice;
import io.halflife.analyzer.block.ColumnarRows;
import io.halflife.analyzer.block.Columns;
import io.halflife.analyzer.block.Profiles;
import io.halflife.analyzer.block.Reading;
import io.halflife.analyzer.block.Slice;
import io.halflife.storage.analysis.RowQuery;
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
    private final List<ColumnSlice> columnar = new ArrayList<>();
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
        Reading reading = touched.labelsOnly() ? Reading.LABEL : Reading.ALL;
        RowQuery query = job.source().of(rows);
        if (cuts == 1) {
            whole.add(new Slice(number, window, 0, query, reading));
            return;
        }
        columnsOfParts += (1L + job.division().count()) * Columns.of(job.version()).count();
        int part = 0;
        if (query instanceof ColumnarRows columns && isColumnar(job, touched)) {
            addColumns(number, window, job, columns);
            for (WindowRows cut : rows.cut(cuts)) {
                RowQuery others = columns.withoutNumbers(cut);
                parts.add(new Slice(number, window, part++, others, Reading.WITHOUT_NUMBERS));
            }
            return;
        }
        for (WindowRows cut : rows.cut(cuts)) {
            parts.add(new Slice(number, window, part++, job.source().of(cut), reading));
        }
    }

    /**
     * Whether columns can be read without rows. Who is in a segment is said by rows; and of more
     * values than are exact it depends on their order what is kept.
     */
    private static boolean isColumnar(WindowJob job, TouchedWindow touched) {
        return !touched.labelsOnly()
                && job.division().isEmpty()
                && touched.rows() <= Profiles.EXACT_VALUES_MAX;
    }

    /** Some tasks for each processor, so that none is idle for long at the end. */
    private void addColumns(int number, int window, WindowJob job, ColumnarRows rows) {
        int features = job.version().signature().numeric().size();
        int tasks = Math.min(features, engine.columnTasks());
        for (int i = 0; i < tasks; i++) {
            int from = (int) ((long) features * i / tasks);
            int to = (int) ((long) features * (i + 1) / tasks);
            columnar.add(new ColumnSlice(number, window, from, to, rows));
        }
    }

    List<Slice> whole() {
        return whole;
    }

    List<Slice> parts() {
        return parts;
    }

    /** Features of windows that are cut whose columns lie apart. */
    List<ColumnSlice> columnar() {
        return columnar;
    }

    /** How many columns the windows have that are cut. */
    long columnsOfParts() {
        return columnsOfParts;
    }
}
