// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page.fleet;

import io.halflife.dashboard.fleet.FleetSort;

/** The heads of the fleet's columns. */
final class Columns {

    private Columns() {}

    static String of(FleetSort sort) {
        return switch (sort) {
            case MODEL -> "Model";
            case STATE -> "State";
            case DRIFT -> "In alarm";
            case PERFORMANCE -> "Performance";
            case HALF_LIFE -> "Half-life";
            case THRESHOLD -> "To threshold";
            case PREDICTIONS -> "Predictions";
            case LATENCY -> "p99, errors";
            case BUDGET -> "SLO budget left";
            case AS_OF -> "As of";
            case REQUEST -> "Request";
        };
    }
}
