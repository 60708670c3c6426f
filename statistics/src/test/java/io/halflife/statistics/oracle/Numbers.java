// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.oracle;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Numbers as the oracle files write them: non-finite ones and long ones as text, undefined as null.
 */
final class Numbers {

    private Numbers() {}

    static double of(JsonNode node) {
        if (node.isNull()) {
            return Double.NaN;
        }
        if (node.isTextual()) {
            return Double.parseDouble(node.asText());
        }
        if (!node.isNumber()) {
            throw new IllegalArgumentException("not a number: " + node);
        }
        return node.asDouble();
    }

    static long whole(JsonNode node) {
        if (node.isTextual()) {
            return Long.parseLong(node.asText());
        }
        if (!node.canConvertToExactIntegral()) {
            throw new IllegalArgumentException("not a whole number: " + node);
        }
        return node.asLong();
    }

    static double[] array(JsonNode node) {
        double[] numbers = new double[node.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = of(node.get(i));
        }
        return numbers;
    }
}
