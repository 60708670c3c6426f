// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One case: inputs and expected values, read by dotted paths such as {@code expected.p_value}. */
public final class OracleCase {

    private final JsonNode json;

    OracleCase(JsonNode json) {
        this.json = json;
    }

    public String id() {
        return json.path("id").asText();
    }

    /** The node at a path; missing when there is none. */
    public JsonNode node(String path) {
        return json.at("/" + path.replace('.', '/'));
    }

    public boolean has(String path) {
        return !node(path).isMissingNode();
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
        JsonNode sums = json.path("checksum");
        JsonNode sum = sums.has("xor") ? sums : sums.path(name);
        if (!sum.isMissingNode()) {
            Generator.check(data, sum);
        }
        return data;
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

    /** As {@link #close(String, double, double, double)} with an expected value from elsewhere. */
    public void close(
            String what, double expected, double actual, double relative, double absolute) {
        String told = id() + " " + what + ": expected " + expected + " but was " + actual;
        if (Double.isNaN(expected) || Double.isInfinite(expected)) {
            assertEquals(expected, actual, told);
            return;
        }
        assertTrue(
                Math.abs(actual - expected) <= absolute + relative * Math.abs(expected),
                () -> told + ", off by " + (actual - expected));
    }
}
