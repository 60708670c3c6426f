// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every detector of every stream of the suite, dispatched by its name. */
class StreamDetectorsTest {

    @TestFactory
    Stream<DynamicTest> signals_areThoseOfTheOracle() {
        return Oracles.tests("stream_detectors", StreamDetectorsTest::check);
    }

    private static void check(OracleCase oracle) {
        double[] stream = oracle.data("data");
        List<String> names = new ArrayList<>();
        oracle.node("expected").fieldNames().forEachRemaining(names::add);
        assertTrue(!names.isEmpty(), oracle.id());
        for (String name : names) {
            if (name.startsWith("adwin_")) {
                checkAdwin(oracle, stream, name);
            } else if (name.startsWith("ph_")) {
                checkPageHinkley(oracle, stream, "expected." + name);
            } else {
                throw new AssertionError("unknown detector " + name);
            }
        }
    }

    private static void checkAdwin(OracleCase oracle, double[] stream, String name) {
        double delta = Double.parseDouble(name.substring("adwin_".length()));
        double low = Math.min(0, Arrays.stream(stream).min().orElseThrow());
        double high = Math.max(1, Arrays.stream(stream).max().orElseThrow());
        Adwin adwin = Adwin.of(delta, low, high);
        Change[] changes = new Change[stream.length];
        Arrays.setAll(changes, i -> adwin.add(stream[i]));
        String path = "expected." + name;
        assertEquals(
                indices(oracle, path + ".any"),
                where(changes, List.of(Change.UP, Change.DOWN)),
                oracle.id());
        assertEquals(
                indices(oracle, path + ".up"), where(changes, List.of(Change.UP)), oracle.id());
        assertEquals(oracle.whole(path + ".width"), adwin.width());
        assertEquals(oracle.whole(path + ".buckets"), adwin.buckets());
        oracle.close(path + ".mean", adwin.mean(), 1e-12, 1e-14);
    }

    private static void checkPageHinkley(OracleCase oracle, double[] stream, String path) {
        PageHinkley detector =
                PageHinkley.of(
                        oracle.number(path + ".delta"),
                        oracle.number(path + ".lambda_"),
                        oracle.number(path + ".alpha"),
                        (int) oracle.whole(path + ".min"));
        Change[] changes = new Change[stream.length];
        Arrays.setAll(changes, i -> detector.add(stream[i]));
        assertEquals(
                indices(oracle, path + ".signals"),
                where(changes, List.of(Change.UP)),
                oracle.id());
        assertTrue(where(changes, List.of(Change.DOWN)).isEmpty(), "it sees a rise only");
        oracle.close(path + ".mean", detector.mean().orElse(0), 1e-12, 1e-14);
        oracle.close(path + ".sum", detector.sum(), 1e-9, 1e-11);
    }

    private static List<Long> indices(OracleCase oracle, String path) {
        return Arrays.stream(oracle.wholes(path)).boxed().toList();
    }

    private static List<Long> where(Change[] changes, List<Change> wanted) {
        return IntStream.range(0, changes.length)
                .filter(i -> wanted.contains(changes[i]))
                .mapToObj(i -> (long) i)
                .toList();
    }
}
