// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.block;

import io.halflife.monitor.model.OutputSpec;
import io.halflife.storage.analysis.RowCursor;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * What a model answered in one row.
 *
 * @param predictedClass null for regression
 * @param probability binary: that of the positive class; multi-class: the highest; NaN when not
 *     sent
 * @param value regression only, else NaN
 */
record ModelOutput(String predictedClass, double probability, double value) {

    static ModelOutput read(RowCursor row, OutputSpec output) throws SQLException {
        return switch (output.task()) {
            case BINARY_CLASSIFICATION -> binary(row, output);
            case MULTICLASS_CLASSIFICATION -> multiclass(row, output);
            case REGRESSION -> new ModelOutput(null, Double.NaN, row.value());
        };
    }

    private static ModelOutput binary(RowCursor row, OutputSpec output) throws SQLException {
        double score = row.score();
        String predictedClass = output.predictedClass(row.predictedClass(), score);
        return new ModelOutput(predictedClass, score, Double.NaN);
    }

    private static ModelOutput multiclass(RowCursor row, OutputSpec output) throws SQLException {
        double[] probabilities = row.probabilities();
        String predictedClass = output.predictedClass(row.predictedClass(), probabilities);
        double highest =
                probabilities == null
                        ? row.score()
                        : Arrays.stream(probabilities).max().orElse(Double.NaN);
        return new ModelOutput(predictedClass, highest, Double.NaN);
    }
}
