// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Wrong data would show as wrong p-values; so the data come first. */
class GeneratorTest {

    @TestFactory
    Stream<DynamicTest> generator_givesTheSameBits() {
        return Oracles.tests("generator", GeneratorTest::check);
    }

    private static void check(OracleCase oracle) {
        if (oracle.has("u64")) {
            List<String> expected = oracle.texts("u64");
            long[] raw = Generator.raw(oracle.text("seed"), expected.size());
            double[] unit = oracle.numbers("unit");
            for (int i = 0; i < raw.length; i++) {
                assertEquals(expected.get(i), Long.toUnsignedString(raw[i]));
                assertEquals(unit[i], Generator.unit(raw[i]));
            }
            return;
        }
        double[] data = oracle.data("data");
        double[] values = oracle.numbers("values");
        assertArrayEquals(values, Arrays.copyOf(data, values.length));
        Generator.check(data, oracle.node("checksum"));
    }
}
