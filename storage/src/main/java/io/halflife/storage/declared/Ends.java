// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.declared;

import io.halflife.storage.json.JsonFields;
import java.util.Optional;
import java.util.OptionalDouble;

/** Where the values of a column begin and end, as far as it was declared. */
record Ends(
        OptionalDouble min,
        OptionalDouble max,
        Optional<QuantilePoints> quantiles,
        Optional<BinCounts> bins) {

    boolean areKnown() {
        return !Double.isNaN(low()) && !Double.isNaN(high());
    }

    /** NaN when not declared. */
    double low() {
        return min.orElse(
                quantiles
                        .map(QuantilePoints::smallest)
                        .filter(value -> !Double.isNaN(value))
                        .orElse(bins.map(BinCounts::first).orElse(Double.NaN)));
    }

    /** NaN when not declared. */
    double high() {
        return max.orElse(
                quantiles
                        .map(QuantilePoints::largest)
                        .filter(value -> !Double.isNaN(value))
                        .orElse(bins.map(BinCounts::last).orElse(Double.NaN)));
    }

    /** Whether everything that was declared lies between ends that are known. */
    boolean check(JsonFields fields) {
        if (quantiles.isEmpty() && bins.isEmpty()) {
            return true;
        }
        boolean sound = true;
        if (Double.isNaN(low()) || Double.isNaN(high())) {
            sound =
                    fields.refuse(
                            Double.isNaN(low()) ? "min" : "max",
                            "required",
                            "is required unless the quantiles 0 and 1 or bins are given");
        }
        if (low() > high()) {
            sound = fields.refuse("max", ColumnCounts.INCONSISTENT, "is below the smallest value");
        }
        if (quantiles.isPresent() && !quantiles.get().isWithin(low(), high())) {
            sound =
                    fields.refuse(
                            "quantiles",
                            ColumnCounts.INCONSISTENT,
                            "must lie between the smallest and the largest value");
        }
        if (bins.isPresent() && (low() < bins.get().first() || high() > bins.get().last())) {
            sound =
                    fields.refuse(
                            "bins", ColumnCounts.INCONSISTENT, "values lie outside the edges");
        }
        return sound;
    }
}
