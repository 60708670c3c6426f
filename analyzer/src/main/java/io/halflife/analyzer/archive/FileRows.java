// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.archive;

import io.halflife.analyzer.columnar.ColumnGroup;
import io.halflife.analyzer.columnar.Folder;
import io.halflife.analyzer.columnar.Texts;
import io.halflife.storage.analysis.SegmentColumns;
import io.halflife.storage.analysis.WindowRows;
import io.halflife.storage.archive.ArchivedFile;
import java.util.List;

/** The predictions of a file. What it answers is about the current row. One thread. */
final class FileRows {

    private final RowColumns columns;
    private final FileTable table;
    private final double[][] numeric;
    private final Texts[] categorical;
    private final double[][] probabilities;
    private final SegmentColumns segments;
    private final String[] names;
    private Texts predictedClass;
    private Texts tags;
    private double[] score;
    private double[] value;

    FileRows(Folder folder, ArchivedFile file, WindowRows window, RowColumns columns) {
        this.columns = columns;
        this.segments = window.segments();
        this.names = new String[columns.categorical().size()];
        this.table =
                new FileTable(folder, file, window, columns.names(segments.needTags()), this::take);
        this.numeric = new double[columns.numeric().size()][];
        this.categorical = new Texts[columns.categorical().size()];
        this.probabilities = new double[columns.probabilities().size()][];
    }

    private void take(ColumnGroup group) {
        take(group, columns.numeric(), numeric);
        for (int i = 0; i < categorical.length; i++) {
            categorical[i] = group.texts(columns.categorical().get(i));
        }
        take(group, columns.probabilities(), probabilities);
        predictedClass = group.texts("predicted_class");
        tags = segments.needTags() ? group.texts("tags") : null;
        score = group.numbers("score");
        value = group.numbers("value");
    }

    private static void take(ColumnGroup group, List<String> names, double[][] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = group.numbers(names.get(i));
        }
    }

    FileTable table() {
        return table;
    }

    void numericFeatures(double[] into) {
        int row = table.row();
        for (int i = 0; i < into.length; i++) {
            into[i] = numeric[i][row];
        }
    }

    void categoricalFeatures(String[] into) {
        for (int i = 0; i < categorical.length; i++) {
            into[i] = categorical[i].get(table.row());
        }
    }

    void segments(String[] into) {
        categoricalFeatures(names);
        segments.read(names, tags == null ? null : tags.get(table.row()), into);
    }

    String predictedClass() {
        return predictedClass.get(table.row());
    }

    double score() {
        return score[table.row()];
    }

    double value() {
        return value[table.row()];
    }

    /** Null where none is known. */
    double[] probabilities() {
        double[] row = new double[probabilities.length];
        boolean known = false;
        for (int i = 0; i < row.length; i++) {
            row[i] = probabilities[i][table.row()];
            known |= !Double.isNaN(row[i]);
        }
        return known ? row : null;
    }
}
