// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.declared;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.reference.DeclaredNumbers;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.Moments;
import io.halflife.storage.json.JsonFields;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Reads a column of numbers: its quantiles, the counts of its bins, or both, and its moments. Both
 * ends must be known, from {@code min} and {@code max}, the quantiles 0 and 1, or the outer edges.
 */
final class NumericColumn {

    /** Sums of many doubles: so much of the range may a mean lie outside it by rounding. */
    private static final double ROUNDING = 1e-9;

    private final JsonFields fields;
    private final long rows;

    NumericColumn(JsonFields fields, long rows) {
        this.fields = fields;
        this.rows = rows;
    }

    Optional<FeatureProfile> read(Column column) {
        OptionalDouble min = finite("min");
        OptionalDouble max = finite("max");
        Optional<QuantilePoints> quantiles = QuantilePoints.read(fields);
        Optional<BinCounts> bins = BinCounts.read(fields);
        ColumnCounts size =
                ColumnCounts.read(
                        fields,
                        rows,
                        bins.map(b -> OptionalLong.of(b.total())).orElse(OptionalLong.empty()));
        OptionalDouble mean = finite("mean");
        OptionalDouble std = fields.number("std", s -> s >= 0, "must be 0 or more");
        Ends ends = new Ends(min, max, quantiles, bins);
        boolean within = ends.check(fields);
        boolean sound = checkMoments(ends, mean, std, size.count()) && within;
        fields.done();
        if (rows > 0 && size.count() == 0) {
            return Optional.of(
                    FeatureProfile.of(column, EmpiricalDistribution.EMPTY, size.missing()));
        }
        boolean described = quantiles.isPresent() || bins.isPresent();
        if (!described && fields.field("quantiles").isEmpty() && fields.field("bins").isEmpty()) {
            fields.refuse("quantiles", "required", "quantiles or bins are required");
        }
        boolean counted = bins.isEmpty() || bins.get().total() == size.count();
        boolean countable = size.count() >= 1 && size.count() <= DeclaredNumbers.COUNT_MAX;
        if (!sound || !described || !counted || !countable) {
            return Optional.empty();
        }
        DeclaredNumbers numbers = new DeclaredNumbers(size.count());
        min.ifPresent(value -> numbers.quantile(0, value));
        max.ifPresent(value -> numbers.quantile(1, value));
        quantiles.ifPresent(points -> points.addTo(numbers));
        bins.ifPresent(counts -> counts.addTo(numbers));
        return profile(column, numbers, moments(mean, std, size.count()), size.missing());
    }

    private OptionalDouble finite(String name) {
        return fields.number(name, v -> true, "must be finite");
    }

    private Optional<FeatureProfile> profile(
            Column column, DeclaredNumbers numbers, Moments moments, long missing) {
        Optional<EmpiricalDistribution> values = numbers.distribution(moments);
        if (values.isEmpty()) {
            fields.refuse(
                    fields.field("bins").isPresent() ? "bins" : "quantiles",
                    ColumnCounts.INCONSISTENT,
                    "no values have these quantiles, bins, smallest and largest value at once");
        }
        return values.map(v -> FeatureProfile.of(column, v, missing));
    }

    private static Moments moments(OptionalDouble mean, OptionalDouble std, long n) {
        if (mean.isEmpty() || std.isEmpty()) {
            return null;
        }
        double s = std.getAsDouble();
        return Moments.ofState(n, mean.getAsDouble(), s * s * (n - 1));
    }

    private boolean checkMoments(Ends ends, OptionalDouble mean, OptionalDouble std, long n) {
        if (mean.isPresent() != std.isPresent()) {
            fields.refuse(
                    mean.isPresent() ? "std" : "mean", "required", "mean and std go together");
            return false;
        }
        if (mean.isEmpty() || !ends.areKnown()) {
            return mean.isEmpty();
        }
        double slack = ROUNDING * Math.max(Math.abs(ends.low()), Math.abs(ends.high()));
        double below = mean.getAsDouble() - ends.low();
        double above = ends.high() - mean.getAsDouble();
        if (below < -slack || above < -slack) {
            return fields.refuse(
                    "mean", ColumnCounts.INCONSISTENT, "must lie between the ends of the values");
        }
        return checkSpread(std.getAsDouble(), (below + slack) * (above + slack), n);
    }

    /** Bhatia and Davis: no variance exceeds (mean − min)(max − mean). */
    private boolean checkSpread(double std, double varianceMax, long n) {
        double variance = n > 1 ? std * std * (n - 1) / n : std;
        return variance <= varianceMax * (1 + ROUNDING) + Double.MIN_NORMAL
                || fields.refuse(
                        "std",
                        ColumnCounts.INCONSISTENT,
                        "is more than values between these ends with this mean can have");
    }
}
