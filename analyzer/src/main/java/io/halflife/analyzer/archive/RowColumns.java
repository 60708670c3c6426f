// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.archive;

import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.VersionDefinition;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Names of the columns that the rows of a version have in files. It travels to tasks. */
record RowColumns(
        ArrayList<String> numeric, ArrayList<String> categorical, ArrayList<String> probabilities)
        implements Serializable {

    static RowColumns of(VersionDefinition version) {
        RowColumns columns =
                new RowColumns(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Feature feature : version.signature().numeric()) {
            columns.numeric.add(ArchiveTables.feature(feature.name()));
        }
        for (Feature feature : version.signature().categorical()) {
            columns.categorical.add(ArchiveTables.feature(feature.name()));
        }
        for (String name : version.output().classes()) {
            columns.probabilities.add(ArchiveTables.probability(name));
        }
        return columns;
    }

    /** The same without numeric features. */
    RowColumns withoutNumbers() {
        return new RowColumns(new ArrayList<>(), categorical, probabilities);
    }

    /** All that are read of a prediction besides its key. */
    List<String> names(boolean tags) {
        List<String> names = new ArrayList<>(numeric);
        names.addAll(categorical);
        names.addAll(probabilities);
        names.addAll(List.of("predicted_class", "score", "value"));
        if (tags) {
            names.add("tags");
        }
        return names;
    }
}
