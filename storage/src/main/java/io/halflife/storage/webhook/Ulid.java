// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.webhook;

import java.security.SecureRandom;
import java.time.Instant;

/**
 * Makes ids whose text sorts by the millisecond they were made in: 10 digits of time and 16 of
 * chance, in Crockford's base 32. Thread-safe.
 */
final class Ulid {

    private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final int DIGIT_BITS = 5;
    private static final int TIME_DIGITS = 10;
    private static final int CHANCE_DIGITS = 16;

    private final SecureRandom random = new SecureRandom();

    /** The prefix and 26 digits. */
    String next(String prefix, Instant at) {
        StringBuilder text = new StringBuilder(prefix);
        long millis = at.toEpochMilli();
        for (int i = TIME_DIGITS - 1; i >= 0; i--) {
            text.append(digit(millis >>> (i * DIGIT_BITS)));
        }
        for (int i = 0; i < CHANCE_DIGITS; i++) {
            text.append(digit(random.nextInt()));
        }
        return text.toString();
    }

    private static char digit(long bits) {
        return DIGITS[(int) (bits & (DIGITS.length - 1))];
    }
}
