// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.calibration;

import io.halflife.monitor.model.Column;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the reference in force says of itself: all that verdicts need of it beside its profiles.
 *
 * @param season how windows were compared, and why
 * @param reason why no column is calibrated; the empty string where columns are
 * @param columns those that are calibrated
 */
public record ReferenceCalibrations(
        SeasonChoice season, String reason, Map<Column, ColumnCalibration> columns) {

    /** Nothing is known, nothing is said: the policy's own floor holds. */
    public static final ReferenceCalibrations NONE = none(SeasonChoice.pooled(""), "");

    /** The fewest windows of its own that say something. */
    public static final int WINDOWS_MIN = 10;

    public ReferenceCalibrations {
        Objects.requireNonNull(season, "season");
        Objects.requireNonNull(reason, "reason");
        columns = Map.copyOf(columns);
    }

    /** No column is calibrated, for this reason. */
    public static ReferenceCalibrations none(SeasonChoice season, String reason) {
        return new ReferenceCalibrations(season, reason, Map.of());
    }

    public Optional<ColumnCalibration> of(Column column) {
        return Optional.ofNullable(columns.get(column));
    }

    /** Why this column is not calibrated; empty where nothing is known, and where it is. */
    public String reason(Column column) {
        return of(column)
                .filter(calibration -> !calibration.hasEffect())
                .map(calibration -> tooFew(calibration.windows()))
                .orElse(columns.isEmpty() || columns.containsKey(column) ? reason : "");
    }

    /** The words for a reference that is too short. */
    public static String tooFew(long windows) {
        return "the reference has "
                + windows
                + (windows == 1 ? " window" : " windows")
                + " of its own, "
                + WINDOWS_MIN
                + " are needed";
    }
}
