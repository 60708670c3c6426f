// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.performance;

import io.halflife.statistics.performance.RegressionErrors;

/** Predicted numbers against true ones. The mean error is prediction less truth. */
final class NumberOutcomes implements Outcomes {

    private static final long serialVersionUID = 1;
    private static final double UNBOUNDED = Double.POSITIVE_INFINITY;

    private final RegressionErrors errors;

    private NumberOutcomes(RegressionErrors errors) {
        this.errors = errors;
    }

    @Override
    public Outcomes merge(Outcomes other) {
        return new NumberOutcomes(errors.merge(((NumberOutcomes) other).errors));
    }

    @Override
    public void addTo(MetricValues values) {
        values.measured("mae", errors.mae(), errors.maeStandardError(), 0, UNBOUNDED);
        values.measured("rmse", errors.rmse(), errors.rmseStandardError(), 0, UNBOUNDED);
        values.measured(
                "mean_error",
                errors.meanError(),
                errors.meanErrorStandardError(),
                -UNBOUNDED,
                UNBOUNDED);
        values.plain("mape", errors.mape());
        values.count("mape_skipped", errors.mapeSkipped());
        values.plain("smape", errors.smape());
        values.plain("r2", errors.r2());
        values.plain("median_absolute_error", errors.medianAbsoluteError());
    }

    /** Keeps the pairs until all are there. */
    static final class Collector implements Outcomes.Collector {

        private final RegressionErrors.Accumulator errors = new RegressionErrors.Accumulator();

        @Override
        public void add(
                String predictedClass,
                double score,
                double value,
                String actualClass,
                double actualValue) {
            errors.add(actualValue, value);
        }

        @Override
        public Outcomes outcomes() {
            return new NumberOutcomes(errors.errors());
        }
    }
}
