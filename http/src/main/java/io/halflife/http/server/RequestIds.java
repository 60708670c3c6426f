// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.server;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Names for requests: {@code r_}, ten characters of time and sixteen of chance, in Crockford's base
 * 32, so that they sort by time. Not a secret.
 */
final class RequestIds {

    private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final int BITS = 5;
    private static final int TIME_DIGITS = 10;
    private static final int CHANCE_DIGITS = 8;

    private RequestIds() {}

    static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        StringBuilder id = new StringBuilder(28).append("r_");
        append(id, System.currentTimeMillis(), TIME_DIGITS);
        append(id, random.nextLong(), CHANCE_DIGITS);
        append(id, random.nextLong(), CHANCE_DIGITS);
        return id.toString();
    }

    private static void append(StringBuilder id, long bits, int digits) {
        for (int i = digits - 1; i >= 0; i--) {
            id.append(DIGITS[(int) (bits >>> (BITS * i)) & 31]);
        }
    }
}
