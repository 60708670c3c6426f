// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.monitor.calibration.CalibratedColumn;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What leaves a task about a column of a reference that was cut, or why there is nothing; the other
 * is null.
 *
 * @param job the reference's number in its call
 */
record CalibrationPart(int job, CalibratedColumn column, String failure) implements Serializable {

    /** The columns of one reference in order, from all parts of it. */
    static Attempt<List<CalibratedColumn>> together(List<CalibrationPart> parts) {
        Optional<String> failure =
                parts.stream().map(CalibrationPart::failure).filter(Objects::nonNull).findFirst();
        return failure.isPresent()
                ? Attempt.failed(failure.get())
                : Attempt.of(
                        parts.stream()
                                .map(CalibrationPart::column)
                                .sorted(Comparator.comparing(CalibratedColumn::column))
                                .toList());
    }
}
