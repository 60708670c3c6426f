// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.declared;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.monitor.reference.DeclaredNumbers;
import io.halflife.storage.json.JsonFields;
import java.util.List;
import java.util.Optional;

/** A histogram that holds every value: one edge more than counts, edges ascending. */
final class BinCounts {

    private static final int BINS_MAX = 10_000;

    private final double[] edges;
    private final long[] counts;

    private BinCounts(double[] edges, long[] counts) {
        this.edges = edges;
        this.counts = counts;
    }

    /** Empty when absent, and when a rule is broken, which is reported. */
    static Optional<BinCounts> read(JsonFields fields) {
        Optional<JsonFields> bins = fields.object("bins");
        if (bins.isEmpty()) {
            return Optional.empty();
        }
        bins.get().require("edges");
        bins.get().require("counts");
        Optional<List<JsonNode>> edges = bins.get().array("edges");
        Optional<List<JsonNode>> counts = bins.get().array("counts");
        bins.get().done();
        return edges.isPresent() && counts.isPresent()
                ? read(bins.get(), edges.get(), counts.get())
                : Optional.empty();
    }

    private static Optional<BinCounts> read(
            JsonFields bins, List<JsonNode> edges, List<JsonNode> counts) {
        if (counts.isEmpty() || counts.size() > BINS_MAX || edges.size() != counts.size() + 1) {
            bins.refuse(
                    "edges",
                    ColumnCounts.INCONSISTENT,
                    "must be one more than the counts, of which there are 1.." + BINS_MAX);
            return Optional.empty();
        }
        double[] points = new double[edges.size()];
        long[] sizes = new long[counts.size()];
        boolean sound = true;
        for (int i = 0; i < points.length; i++) {
            points[i] = edges.get(i).doubleValue();
            boolean ascends = i == 0 || points[i - 1] < points[i];
            if (!edges.get(i).isNumber() || !Double.isFinite(points[i]) || !ascends) {
                sound = bins.refuseElement("edges", i, "out_of_range", "must be finite and ascend");
            }
        }
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = counts.get(i).longValue();
            boolean whole = counts.get(i).isIntegralNumber() && counts.get(i).canConvertToLong();
            if (!whole || sizes[i] < 0 || sizes[i] > DeclaredNumbers.COUNT_MAX) {
                sound =
                        bins.refuseElement(
                                "counts", i, "out_of_range", "must be a whole number, 0 or more");
            }
        }
        return sound ? Optional.of(new BinCounts(points, sizes)) : Optional.empty();
    }

    long total() {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        return total;
    }

    double first() {
        return edges[0];
    }

    double last() {
        return edges[edges.length - 1];
    }

    void addTo(DeclaredNumbers numbers) {
        long below = 0;
        for (int i = 0; i < edges.length; i++) {
            numbers.edge(edges[i], below);
            below += i < counts.length ? counts[i] : 0;
        }
    }
}
