// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.reference;

import io.halflife.monitor.estimation.Estimator;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** What references taught about scores: one row each. */
final class EstimatorRows {

    private static final String COLUMNS =
            "row_count, calibration_error, raw_brier, fitted_brier, scores, probabilities";

    private EstimatorRows() {}

    static void keep(Handle handle, ProfiledReference reference) {
        Estimator estimator = reference.estimatorOrNull();
        if (estimator == null) {
            return;
        }
        Estimator.Basis basis = estimator.basis();
        handle.createUpdate(
                        """
                        insert into reference_estimator (reference_id, <columns>)
                        values (:id, :rows, :error, :raw, :fitted, :scores, :probabilities)
                        """)
                .define("columns", COLUMNS)
                .bind("id", reference.referenceId())
                .bind("rows", basis.rows())
                .bind("error", basis.calibrationError())
                .bind("raw", basis.rawScore())
                .bind("fitted", basis.fittedScore())
                .bind("scores", estimator.scores())
                .bind("probabilities", estimator.probabilities())
                .execute();
    }

    static Optional<Estimator> of(Handle handle, long referenceId) {
        return handle.createQuery(
                        "select <columns> from reference_estimator where reference_id = :id")
                .define("columns", COLUMNS)
                .bind("id", referenceId)
                .map(EstimatorRows::estimator)
                .findOne();
    }

    private static Estimator estimator(RowView row) {
        Estimator.Basis basis =
                new Estimator.Basis(
                        row.getColumn("row_count", Long.class),
                        number(row, "calibration_error"),
                        number(row, "raw_brier"),
                        number(row, "fitted_brier"));
        return Estimator.restore(
                basis,
                row.getColumn("scores", double[].class),
                row.getColumn("probabilities", double[].class));
    }

    /** NaN for null. */
    private static double number(RowView row, String column) {
        Double value = row.getColumn(column, Double.class);
        return value == null ? Double.NaN : value;
    }
}
