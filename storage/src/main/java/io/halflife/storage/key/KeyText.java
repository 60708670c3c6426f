// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.key;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/**
 * A key as its owner holds it: {@code hl_live_<12 id>_<43 secret>_<6 CRC32>}, all base62. The
 * prefix is for programs that look for leaked secrets; the checksum tells a typo from a key without
 * asking the database, and is no secret. {@link #toString()} shows the id alone.
 */
public final class KeyText {

    public static final String PREFIX = "hl_live_";

    /** 62^43 is just above 2^256. */
    private static final int SECRET_LENGTH = 43;

    private static final int ID_LENGTH = 12;
    private static final int CHECKSUM_LENGTH = 6;
    private static final int ID_END = PREFIX.length() + ID_LENGTH;
    private static final int SECRET_END = ID_END + 1 + SECRET_LENGTH;
    private static final int LENGTH = SECRET_END + 1 + CHECKSUM_LENGTH;

    private final String text;

    private KeyText(String text) {
        this.text = text;
    }

    /** A new one, from the system's own source of randomness. */
    public static KeyText random() {
        return random(new SecureRandom());
    }

    static KeyText random(RandomGenerator random) {
        String body =
                PREFIX
                        + Base62.random(ID_LENGTH, random)
                        + '_'
                        + Base62.random(SECRET_LENGTH, random);
        return new KeyText(body + '_' + checksum(body));
    }

    /** Reads what somebody sent; empty when it is no key, whoever may have written it. */
    public static Optional<KeyText> parse(String text) {
        boolean formed =
                text.length() == LENGTH
                        && text.startsWith(PREFIX)
                        && text.charAt(ID_END) == '_'
                        && text.charAt(SECRET_END) == '_'
                        && Base62.isMadeOf(text, PREFIX.length(), ID_END)
                        && Base62.isMadeOf(text, ID_END + 1, SECRET_END);
        return formed && text.substring(SECRET_END + 1).equals(checksum(text, SECRET_END))
                ? Optional.of(new KeyText(text))
                : Optional.empty();
    }

    private static String checksum(String body) {
        return checksum(body, body.length());
    }

    private static String checksum(String text, int end) {
        CRC32 crc = new CRC32();
        crc.update(text.substring(0, end).getBytes(StandardCharsets.US_ASCII));
        return Base62.of(crc.getValue(), CHECKSUM_LENGTH);
    }

    /** The part that is no secret. */
    public String id() {
        return text.substring(PREFIX.length(), ID_END);
    }

    /** Id and secret, which the hash is made of. */
    byte[] hashed() {
        return text.substring(PREFIX.length(), SECRET_END).getBytes(StandardCharsets.US_ASCII);
    }

    /** The whole key: shown to its owner once, and written nowhere. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return PREFIX + id() + "_…";
    }
}
