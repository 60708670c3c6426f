// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.declared;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.monitor.reference.DeclaredNumbers;
import io.halflife.storage.json.JsonFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Quantiles in ascending order of their shares: numbers mean equally spaced shares from 0 to 1,
 * objects {@code {"p":…,"value":…}} name theirs.
 */
final class QuantilePoints {

    private static final String NAME = "quantiles";
    private static final int POINTS_MAX = 10_001;

    private final List<Point> points;

    private record Point(double p, double value) {}

    private QuantilePoints(List<Point> points) {
        this.points = points;
    }

    /** Empty when absent, and when a rule is broken, which is reported. */
    static Optional<QuantilePoints> read(JsonFields fields) {
        Optional<List<JsonNode>> nodes = fields.array(NAME);
        if (nodes.isEmpty()) {
            return Optional.empty();
        }
        int size = nodes.get().size();
        if (size < 2 || size > POINTS_MAX) {
            fields.refuse(NAME, "out_of_range", "must be 2.." + POINTS_MAX + " quantiles");
            return Optional.empty();
        }
        List<Point> points = new ArrayList<>(size);
        boolean sound = true;
        for (int i = 0; i < size; i++) {
            Optional<Point> point = point(fields, nodes.get(), i);
            sound &= point.isPresent();
            point.ifPresent(points::add);
        }
        return sound && ascend(fields, points)
                ? Optional.of(new QuantilePoints(points))
                : Optional.empty();
    }

    private static Optional<Point> point(JsonFields fields, List<JsonNode> nodes, int i) {
        JsonNode node = nodes.get(i);
        boolean pairs = nodes.get(0).isObject();
        if (!pairs) {
            boolean finite = node.isNumber() && Double.isFinite(node.doubleValue());
            if (!finite) {
                fields.refuseElement(NAME, i, "type_mismatch", "expected a finite number");
                return Optional.empty();
            }
            return Optional.of(new Point(i / (double) (nodes.size() - 1), node.doubleValue()));
        }
        Optional<JsonFields> pair = fields.element(NAME, i, node);
        if (pair.isEmpty()) {
            return Optional.empty();
        }
        pair.get().require("p");
        pair.get().require("value");
        OptionalDouble p = pair.get().number("p", s -> s >= 0 && s <= 1, "must be in [0, 1]");
        OptionalDouble value = pair.get().number("value", v -> true, "must be finite");
        pair.get().done();
        return p.isPresent() && value.isPresent()
                ? Optional.of(new Point(p.getAsDouble(), value.getAsDouble()))
                : Optional.empty();
    }

    private static boolean ascend(JsonFields fields, List<Point> points) {
        boolean sound = true;
        for (int i = 1; i < points.size(); i++) {
            Point before = points.get(i - 1);
            Point point = points.get(i);
            if (point.p() <= before.p()) {
                sound = refuse(fields, i, "p must ascend");
            } else if (point.value() < before.value()) {
                sound = refuse(fields, i, "quantiles must not descend");
            }
        }
        return sound;
    }

    private static boolean refuse(JsonFields fields, int i, String rule) {
        return fields.refuseElement(NAME, i, ColumnCounts.INCONSISTENT, rule);
    }

    /** The quantile 0; NaN when it is not among them. */
    double smallest() {
        return points.get(0).p() == 0 ? points.get(0).value() : Double.NaN;
    }

    /** The quantile 1; NaN when it is not among them. */
    double largest() {
        Point last = points.get(points.size() - 1);
        return last.p() == 1 ? last.value() : Double.NaN;
    }

    /** Whether none lies outside; NaN is no bound. */
    boolean isWithin(double low, double high) {
        return points.stream().noneMatch(point -> point.value() < low || point.value() > high);
    }

    void addTo(DeclaredNumbers numbers) {
        points.forEach(point -> numbers.quantile(point.p(), point.value()));
    }
}
