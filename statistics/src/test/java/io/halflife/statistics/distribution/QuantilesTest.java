// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Quantiles of samples and of latency buckets, and moments. */
class QuantilesTest {

    @TestFactory
    Stream<DynamicTest> quantiles_nearestRankAndLinear() {
        return Oracles.tests("quantiles", QuantilesTest::checkQuantiles);
    }

    private static void checkQuantiles(OracleCase oracle) {
        double[] data = oracle.data("data");
        EmpiricalDistribution distribution = EmpiricalDistribution.of(data);
        for (Map.Entry<String, JsonNode> each : oracle.node("expected").properties()) {
            double q = Double.parseDouble(each.getKey());
            // Keys hold dots, so their leaves are read from the node and not by path.
            figure(oracle, each, "nearest_rank", distribution.nearestRank(q), 0, 0);
            figure(oracle, each, "linear", distribution.quantile(q), 1e-12, 1e-14);
            withinOnePercent(oracle, each, readFromBuckets(data, q));
            withinOnePercent(oracle, each, readFromHistograms(data, q));
        }
    }

    private static void figure(
            OracleCase oracle,
            Map.Entry<String, JsonNode> each,
            String name,
            Figure actual,
            double relative,
            double absolute) {
        JsonNode leaf = each.getValue().get(name);
        String what = "expected." + each.getKey() + "." + name;
        assertEquals(!leaf.isNull(), actual.isDefined(), oracle.id() + " " + what);
        if (actual.isDefined()) {
            oracle.close(what, leaf.asDouble(), actual.value(), relative, absolute);
        }
    }

    /** Under a name of its own: the nearest rank itself is compared bit for bit. */
    private static void withinOnePercent(
            OracleCase oracle, Map.Entry<String, JsonNode> each, Figure actual) {
        JsonNode leaf = each.getValue().get("nearest_rank");
        assertEquals(!leaf.isNull(), actual.isDefined(), oracle.id() + " " + each.getKey());
        if (actual.isDefined()) {
            oracle.close("sketch_alpha", leaf.asDouble(), actual.value(), 0.01, 0);
        }
    }

    /** Also when the data were counted in two places. */
    private static Figure readFromBuckets(double[] data, double q) {
        Map<Integer, Long> counts = bucketCounts(Arrays.copyOf(data, data.length / 3));
        bucketCounts(Arrays.copyOfRange(data, data.length / 3, data.length))
                .forEach((bucket, count) -> counts.merge(bucket, count, Long::sum));
        int[] buckets = counts.keySet().stream().mapToInt(Integer::intValue).toArray();
        long[] rows = counts.values().stream().mapToLong(Long::longValue).toArray();
        return LogBuckets.quantile(buckets, rows, q);
    }

    private static Figure readFromHistograms(double[] data, double q) {
        LatencyHistogram[] parts = new LatencyHistogram[3];
        Arrays.setAll(parts, i -> new LatencyHistogram());
        for (int i = 0; i < data.length; i++) {
            parts[i % 3].addBucket(LogBuckets.bucketOf(data[i]), 1);
        }
        parts[2].add(parts[0]);
        parts[1].add(parts[2]);
        return parts[1].quantile(q);
    }

    private static Map<Integer, Long> bucketCounts(double[] data) {
        TreeMap<Integer, Long> counts = new TreeMap<>();
        for (double value : data) {
            counts.merge(LogBuckets.bucketOf(value), 1L, Long::sum);
        }
        return counts;
    }

    @Test
    void bucketOf_boundsBelongToTheLowerBucket() {
        for (int bucket = LogBuckets.LOWEST + 1; bucket < 700; bucket++) {
            double upper = LogBuckets.upper(bucket);
            assertEquals(bucket, LogBuckets.bucketOf(upper), "at " + upper);
            assertEquals(bucket + 1, LogBuckets.bucketOf(Math.nextUp(upper)), "above " + upper);
            assertEquals(LogBuckets.lower(bucket + 1), upper);
        }
    }

    @Test
    void bucketOf_zeroAndNonsense() {
        assertEquals(LogBuckets.LOWEST, LogBuckets.bucketOf(0));
        assertEquals(0, LogBuckets.middle(LogBuckets.LOWEST));
        assertThrows(IllegalArgumentException.class, () -> LogBuckets.bucketOf(-1));
        assertThrows(IllegalArgumentException.class, () -> LogBuckets.bucketOf(Double.NaN));
        assertThrows(
                IllegalArgumentException.class,
                () -> LogBuckets.bucketOf(Double.POSITIVE_INFINITY));
        assertEquals(
                Status.INSUFFICIENT_DATA,
                LogBuckets.quantile(new int[] {3}, new long[] {0}, 0.5).status());
    }

    @Test
    void shareWithin_countsWholeBuckets() {
        int[] buckets = {-10, 0, 10};
        long[] counts = {5, 3, 2};

        assertEquals(0.8, LogBuckets.shareWithin(buckets, counts, 1).value());
        assertEquals(0.8, LogBuckets.shareWithin(buckets, counts, 1.1).value());
        assertEquals(1.0, LogBuckets.shareWithin(buckets, counts, LogBuckets.upper(10)).value());
    }

    @TestFactory
    Stream<DynamicTest> moments_ofSamplesAndOfTheirMergedParts() {
        return Oracles.tests("means", QuantilesTest::checkMoments);
    }

    private static void checkMoments(OracleCase oracle) {
        double[] x = oracle.data("x");
        double relative = isFarFromZero(Moments.of(x)) ? 1e-6 : 1e-9;
        checkMoments(oracle, "expected.x", Moments.of(x), relative);
        checkMoments(oracle, "expected.y", Moments.of(oracle.data("y")), relative);
        checkMoments(oracle, "expected.x", EmpiricalDistribution.of(x).moments(), relative);
        Moments merged = Moments.EMPTY;
        RunningMoments running = new RunningMoments();
        int from = 0;
        for (long cut : oracle.wholes("chunks")) {
            merged = merged.merge(Moments.of(x, from, (int) cut));
            from = (int) cut;
        }
        merged = merged.merge(Moments.of(x, from, x.length));
        checkMoments(oracle, "expected.x", merged, relative);
        Arrays.stream(x).forEach(running::add);
        checkMoments(oracle, "expected.x", running.moments(), relative);
    }

    /** A spread beside a large common offset loses digits before we see the data. */
    private static boolean isFarFromZero(Moments moments) {
        return Math.abs(moments.mean().orElse(0)) > 1e6 * moments.std().orElse(0);
    }

    private static void checkMoments(
            OracleCase oracle, String path, Moments moments, double relative) {
        assertEquals(oracle.whole(path + ".n"), moments.n());
        oracle.close(path + ".mean", moments.mean(), 1e-13, 0);
        oracle.close(path + ".var", moments.variance(), relative, 0);
        oracle.close(path + ".std_pop", moments.populationStd(), relative, 0);
    }

    /** The sum of these overflows, their mean does not. */
    @Test
    void moments_ofTheLargestDoubles() {
        Moments moments = Moments.of(1.5e308, 1.7e308, 1.6e308);

        assertEquals(1.6e308, moments.mean().value(), 1e294);
    }

    @Test
    void moments_leaveOutWhatIsNotFinite() {
        Moments moments = Moments.of(1, Double.NaN, Double.POSITIVE_INFINITY, 3);

        assertEquals(2, moments.n());
        assertEquals(2, moments.mean().value());
        assertEquals(Math.sqrt(2), moments.std().value(), 1e-15);
    }
}
