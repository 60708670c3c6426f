// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * One case: inputs and expected values, read by dotted paths such as {@code expected.p_value}. It
 * remembers which paths were read and how far our figures were off, for the ledger.
 */
public final class OracleCase {

    /** Where the case stands: the index-th of a table of a file. */
    record Place(SharedFiles folder, String file, String table, int index) {}

    private final JsonNode json;
    private final Place place;
    private final Set<String> read = new TreeSet<>();
    private final Map<String, double[]> errors = new TreeMap<>();
    private final Map<String, String> notCompared = new TreeMap<>();
    private String notOffered = "";

    OracleCase(JsonNode json, Place place) {
        this.json = json;
        this.place = place;
    }

    /** Its id; rows of tables that have none are named by their place. */
    public String id() {
        String named = json.path("id").asText(json.path("chunk.key").asText(""));
        return named.isEmpty() ? place.table() + " " + place.index() : named;
    }

    String key() {
        return Conformance.key(place.file(), place.table(), place.index());
    }

    /** Runs the check and, when it passes, enters the case into the ledger. */
    void passes(Consumer<OracleCase> check) {
        check.accept(this);
        ObjectNode line = Ledger.line(place.folder(), place.file());
        line.put("table", place.table()).put("index", place.index()).put("id", id());
        line.put("notOffered", notOffered);
        read.forEach(line.putArray("read")::add);
        notCompared.forEach(line.putObject("notCompared")::put);
        ObjectNode off = line.putObject("errors");
        errors.forEach(
                (path, error) ->
                        off.putArray(path).add(error[0]).add(error[1]).add(error[2]).add(error[3]));
        Ledger.write(line);
    }

    void isNotOffered(String reason) {
        notOffered = reason;
    }

    /** Declares that an expected figure is not compared, and why; the conformance page says so. */
    public void notCompared(String path, String reason) {
        notCompared.put(path, reason);
    }

    /** The node at a path; missing when there is none. */
    public JsonNode node(String path) {
        read.add(path);
        return peek(path);
    }

    /** Names may hold dots themselves: columns of tables, or {@code adwin_0.002}. */
    private JsonNode peek(String path) {
        return peek(json, path);
    }

    private static JsonNode peek(JsonNode from, String path) {
        if (from.has(path)) {
            return from.get(path);
        }
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
            JsonNode found = peek(from.at("/" + path.substring(0, dot)), path.substring(dot + 1));
            if (!found.isMissingNode()) {
                return found;
            }
        }
        return from.at("/" + path);
    }

    public boolean has(String path) {
        return !peek(path).isMissingNode();
    }

    /** Whether the path holds null: undefined. */
    public boolean isNull(String path) {
        return node(path).isNull();
    }

    public String text(String path) {
        return node(path).asText();
    }

    public boolean flag(String path) {
        JsonNode node = node(path);
        assertTrue(node.isBoolean(), path + " is not a flag: " + node);
        return node.asBoolean();
    }

    /** A whole number, also one that is written as text. */
    public long whole(String path) {
        return Numbers.whole(node(path));
    }

    /** A number; NaN for null. */
    public double number(String path) {
        return Numbers.of(node(path));
    }

    public double[] numbers(String path) {
        return Numbers.array(node(path));
    }

    public long[] wholes(String path) {
        List<Long> list = new ArrayList<>();
        node(path).forEach(each -> list.add(Numbers.whole(each)));
        return list.stream().mapToLong(Long::longValue).toArray();
    }

    public List<String> texts(String path) {
        List<String> list = new ArrayList<>();
        node(path).forEach(each -> list.add(each.asText()));
        return list;
    }

    /** Written or generated data; generated data are checked against the case's checksum first. */
    public double[] data(String name) {
        JsonNode spec = node(name);
        if (spec.has("inline")) {
            return Numbers.array(spec.get("inline"));
        }
        double[] data = Generator.generate(spec.get("gen"));
        JsonNode sums = peek("checksum");
        JsonNode sum = sums.has("xor") ? sums : sums.path(name);
        if (!sum.isMissingNode()) {
            Generator.check(data, sum);
        }
        return data;
    }

    /**
     * Whether data lie so far from 0 beside their spread that a double leaves few digits of the
     * spread: the suites allow wider tolerances there.
     */
    public boolean isFarFromZero(String name) {
        double[] present = present(name);
        double low = Arrays.stream(present).min().orElse(0);
        double high = Arrays.stream(present).max().orElse(0);
        return high > low && Math.min(Math.abs(low), Math.abs(high)) > 1e6 * (high - low);
    }

    /** The same data without NaN. */
    public double[] present(String name) {
        double[] data = data(name);
        double[] present = new double[data.length];
        int n = 0;
        for (double value : data) {
            if (!Double.isNaN(value)) {
                present[n++] = value;
            }
        }
        return Arrays.copyOf(present, n);
    }

    /** Demands |actual − expected| ≤ absolute + relative·|expected|; null expects NaN. */
    public void close(String path, double actual, double relative, double absolute) {
        assertTrue(has(path), id() + " has no " + path);
        close(path, number(path), actual, relative, absolute);
    }

    /** Demands a figure within tolerance; where null is expected, an undefined one. */
    public void close(String path, Figure actual, double relative, double absolute) {
        assertTrue(has(path), id() + " has no " + path);
        if (isNull(path)) {
            assertFalse(actual.isDefined(), id() + " " + path + " is undefined, not " + actual);
            return;
        }
        assertTrue(actual.isDefined(), id() + " " + path + " is " + actual.status());
        close(path, number(path), actual.value(), relative, absolute);
    }

    /** Demands both ends of an interval, given as an array of two; null ends are infinite. */
    public void close(String path, Interval actual, double relative, double absolute) {
        assertTrue(has(path), id() + " has no " + path);
        if (isNull(path)) {
            assertFalse(actual.isDefined(), id() + " " + path + " is undefined, not " + actual);
            return;
        }
        assertTrue(actual.isDefined(), id() + " " + path + " is " + actual.status());
        end(path + ".0", Double.NEGATIVE_INFINITY, actual.low(), relative, absolute);
        end(path + ".1", Double.POSITIVE_INFINITY, actual.high(), relative, absolute);
    }

    private void end(
            String path, double unbounded, double actual, double relative, double absolute) {
        double expected = isNull(path) ? unbounded : number(path);
        close(path, expected, actual, relative, absolute);
    }

    /** As {@link #close(String, double, double, double)} with an expected value from elsewhere. */
    public void close(
            String what, double expected, double actual, double relative, double absolute) {
        String told = id() + " " + what + ": expected " + expected + " but was " + actual;
        if (Double.isNaN(expected) || Double.isInfinite(expected)) {
            assertEquals(expected, actual, told);
            return;
        }
        double off = Math.abs(actual - expected);
        assertTrue(
                off <= absolute + relative * Math.abs(expected),
                () -> told + ", off by " + (actual - expected));
        note(what, off, Math.abs(expected), relative, absolute);
    }

    /**
     * The worst of a figure: relatively off, absolutely off where the absolute tolerance is the one
     * that decides, and both tolerances.
     */
    private void note(String what, double off, double size, double relative, double absolute) {
        double[] before = errors.getOrDefault(what, new double[4]);
        boolean nearZero = relative * size < absolute || size == 0;
        errors.put(
                what,
                new double[] {
                    Math.max(before[0], nearZero ? off : 0),
                    Math.max(before[1], nearZero ? 0 : off / size),
                    Math.max(before[2], relative),
                    Math.max(before[3], absolute)
                });
    }
}
