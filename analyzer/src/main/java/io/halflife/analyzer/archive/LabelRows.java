// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.archive;

import io.halflife.analyzer.columnar.ColumnGroup;
import io.halflife.analyzer.columnar.Folder;
import io.halflife.analyzer.columnar.Texts;
import io.halflife.storage.analysis.KeyedRows;
import io.halflife.storage.analysis.LiveLabels;
import io.halflife.storage.analysis.WindowRows;
import io.halflife.storage.archive.ArchivedFile;
import java.sql.SQLException;
import java.util.List;

/** Ground truth from a file or from the database. One thread. */
abstract class LabelRows {

    private boolean exhausted;

    abstract KeyedRows keys();

    abstract int revision() throws SQLException;

    abstract String actualClass() throws SQLException;

    abstract double actualValue() throws SQLException;

    /** False when there are no more. */
    boolean next() throws SQLException {
        exhausted = exhausted || !keys().next();
        return !exhausted;
    }

    boolean isExhausted() {
        return exhausted;
    }

    /** Of a file. */
    static final class OfFile extends LabelRows {

        private static final List<String> COLUMNS =
                List.of("revision", "actual_class", "actual_value");

        private final FileTable table;
        private long[] revision;
        private Texts actualClass;
        private double[] actualValue;

        OfFile(Folder folder, ArchivedFile file, WindowRows window) {
            this.table = new FileTable(folder, file, window, COLUMNS, this::take);
        }

        private void take(ColumnGroup group) {
            revision = group.longs("revision");
            actualClass = group.texts("actual_class");
            actualValue = group.numbers("actual_value");
        }

        @Override
        KeyedRows keys() {
            return table;
        }

        @Override
        int revision() {
            return Math.toIntExact(revision[table.row()]);
        }

        @Override
        String actualClass() {
            return actualClass.get(table.row());
        }

        @Override
        double actualValue() {
            return actualValue[table.row()];
        }
    }

    /** Of the database. */
    static final class Live extends LabelRows {

        private final LiveLabels labels;

        Live(LiveLabels labels) {
            this.labels = labels;
        }

        @Override
        KeyedRows keys() {
            return labels;
        }

        @Override
        int revision() throws SQLException {
            return labels.revision();
        }

        @Override
        String actualClass() throws SQLException {
            return labels.actualClass();
        }

        @Override
        double actualValue() throws SQLException {
            return labels.actualValue();
        }
    }
}
