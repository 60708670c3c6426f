// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The oracle files' data, bit for bit: SplitMix64 and arithmetic that every language rounds alike.
 */
final class Generator {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final JsonNode spec;
    private long state;

    private Generator(JsonNode spec, long seed) {
        this.spec = spec;
        this.state = seed;
    }

    /** The first raw outputs of a seed. */
    static long[] raw(String seed, int n) {
        Generator generator = new Generator(null, Long.parseUnsignedLong(seed));
        long[] outputs = new long[n];
        for (int i = 0; i < n; i++) {
            outputs[i] = generator.next();
        }
        return outputs;
    }

    static double unit(long raw) {
        return (raw >>> 11) * 0x1.0p-53;
    }

    static double[] generate(JsonNode spec) {
        Generator generator =
                new Generator(spec, Long.parseUnsignedLong(spec.get("seed").asText()));
        double[] data = new double[spec.get("n").asInt()];
        double before = 0;
        for (int i = 0; i < data.length; i++) {
            if (spec.get("dist").asText().equals("ar1")) {
                double z = generator.ih12();
                before = i == 0 ? z : generator.parameter("phi") * before + z;
                data[i] = generator.parameter("mu") + generator.parameter("sigma") * before;
            } else {
                data[i] = generator.element(i);
            }
        }
        return data;
    }

    /** Demands the stated length, first and last values and the XOR of all bits. */
    static void check(double[] data, JsonNode checksum) {
        assertEquals(checksum.get("n").asInt(), data.length, "generated length");
        for (int i = 0; i < checksum.get("first").size(); i++) {
            assertEquals(Numbers.of(checksum.get("first").get(i)), data[i], "generated value " + i);
        }
        assertEquals(Numbers.of(checksum.get("last")), data[data.length - 1], "last value");
        long xor = 0;
        for (double value : data) {
            xor ^= Double.doubleToRawLongBits(value);
        }
        assertEquals(Long.parseUnsignedLong(checksum.get("xor").asText(), 16), xor, "xor");
    }

    private long next() {
        state += GOLDEN;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private double u() {
        return unit(next());
    }

    private double ih12() {
        double sum = u();
        for (int i = 1; i < 12; i++) {
            sum += u();
        }
        return sum - 6.0;
    }

    private double parameter(String name) {
        return Numbers.of(spec.get(name));
    }

    private double element(int i) {
        String dist = spec.get("dist").asText();
        return switch (dist) {
            case "uniform" -> parameter("a") + (parameter("b") - parameter("a")) * u();
            case "ih12" -> parameter("mu") + parameter("sigma") * ih12();
            case "roundnormal" -> rounded(parameter("mu") + parameter("sigma") * ih12());
            case "loglogistic" -> odds(u());
            case "discrete" -> Math.floor(u() * parameter("m")) + parameter("a");
            case "triangular" -> parameter("b") * Math.sqrt(u());
            case "bernoulli" -> u() < parameter("p") ? 1 : 0;
            case "categorical" -> firstAbove(u());
            case "mixture" -> mixture();
            case "bernoulli_steps" -> u() < Numbers.of(spec.get("p").get(step(i))) ? 1 : 0;
            case "normal_steps" ->
                    Numbers.of(spec.get("mu").get(step(i))) + parameter("sigma") * ih12();
            default -> throw new IllegalArgumentException("unknown distribution " + dist);
        };
    }

    private double rounded(double x) {
        return Math.floor(x * parameter("q") + 0.5) / parameter("q");
    }

    private double odds(double u) {
        return parameter("scale") * (u / (1.0 - u));
    }

    private double firstAbove(double u) {
        double[] cumulative = Numbers.array(spec.get("cum"));
        int k = 0;
        while (u >= cumulative[k]) {
            k++;
        }
        return k;
    }

    private double mixture() {
        boolean first = u() < parameter("w");
        double z = ih12();
        return first
                ? parameter("mu1") + parameter("sigma1") * z
                : parameter("mu2") + parameter("sigma2") * z;
    }

    private int step(int i) {
        int step = 0;
        for (JsonNode start : spec.get("breaks")) {
            step += i >= start.asInt() ? 1 : 0;
        }
        return step;
    }
}
