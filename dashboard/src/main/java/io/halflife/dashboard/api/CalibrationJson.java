// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.api;

import static io.halflife.storage.json.Json.number;
import static io.halflife.storage.json.Json.object;
import static io.halflife.storage.json.Json.time;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.monitor.calibration.ColumnCalibration;
import io.halflife.monitor.calibration.ReferenceCalibrations;
import io.halflife.monitor.model.Column;
import io.halflife.storage.calibration.StoredCalibration;
import java.util.TreeMap;

/** What a reference says of itself, cut in one way. */
public final class CalibrationJson {

    private CalibrationJson() {}

    /** Columns by role and name; figures that fewer than ten windows give are null. */
    public static ObjectNode calibration(StoredCalibration stored) {
        ReferenceCalibrations found = stored.calibrations();
        ObjectNode json = object();
        json.put("reference_id", stored.referenceId());
        json.put("cut", stored.cut());
        json.put("season", found.season().season().jsonName());
        json.put("season_reason", found.season().reason());
        json.put("zone", stored.zone().getId());
        json.set("made_at", time(stored.madeAt()));
        json.put("reason", found.reason().isEmpty() ? null : found.reason());
        ArrayNode columns = json.putArray("columns");
        new TreeMap<>(found.columns())
                .forEach((column, calibration) -> columns.add(column(column, calibration)));
        return json;
    }

    private static ObjectNode column(Column column, ColumnCalibration calibration) {
        ObjectNode json = object();
        json.put("feature", column.name());
        json.put("role", column.role().name());
        json.put("windows", calibration.windows());
        json.set("effect", number(calibration.effect()));
        json.set("design_effect", number(calibration.designEffect()));
        return json;
    }
}
