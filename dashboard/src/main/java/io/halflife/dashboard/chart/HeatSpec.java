// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.storage.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Shares of something by size over time, as a map of cells: the more of a stretch of time lies
 * between two limits, the stronger its cell.
 */
public final class HeatSpec {

    private final List<Double> limits;
    private final String unit;
    private final List<Column> columns = new ArrayList<>();

    /** The shares of one stretch of time, from the lowest cell up. */
    private record Column(Instant start, Instant end, long n, List<Double> shares) {}

    /**
     * A map without anything in it.
     *
     * @param limits between the cells, rising: k limits make k + 1 cells
     */
    public HeatSpec(List<Double> limits, String unit) {
        this.limits = List.copyOf(limits);
        this.unit = Objects.requireNonNull(unit, "unit");
    }

    /**
     * Adds a stretch of time.
     *
     * @param shares one for each cell, in [0, 1]
     */
    public HeatSpec add(Instant start, Instant end, long n, List<Double> shares) {
        if (shares.size() != limits.size() + 1) {
            throw new IllegalArgumentException(
                    shares.size() + " shares between " + limits.size() + " limits");
        }
        columns.add(new Column(start, end, n, List.copyOf(shares)));
        return this;
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("unit", unit);
        ArrayNode edges = json.putArray("limits");
        limits.forEach(edges::add);
        ArrayNode array = json.putArray("columns");
        for (Column column : columns) {
            ObjectNode one = array.addObject();
            one.put("from", ChartSpec.seconds(column.start));
            one.put("to", ChartSpec.seconds(column.end));
            one.put("n", column.n);
            ArrayNode shares = one.putArray("shares");
            column.shares.forEach(share -> ChartSpec.add(shares, share));
        }
        return json;
    }
}
