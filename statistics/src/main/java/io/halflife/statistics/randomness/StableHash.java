// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.randomness;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * 64 bits of a list of texts, the same on every machine, in every language and for ever.
 *
 * <p>hash(t₁, …, t_m) = the first eight bytes, big-endian, of SHA-256(u32(|t₁|) ‖ t₁ ‖ … ‖
 * u32(|t_{m−1}|) ‖ t_{m−1} ‖ t_m), where t_i are the UTF-8 bytes without any normalisation and
 * u32(|t|) is their number as four bytes, big-endian. Law: since all texts but the last carry their
 * length, different lists hash different bytes: ("ab", "c") is not ("a", "bc"). A lone surrogate,
 * which UTF-8 cannot write, counts as a question mark.
 *
 * <p>Source: NIST FIPS 180-4, doi:10.6028/NIST.FIPS.180-4. {@code String.hashCode} will not do:
 * with it, a user's arms in two experiments are dependent.
 */
public final class StableHash {

    private StableHash() {}

    /** The hash of one or more texts; all 2⁶⁴ values occur. */
    public static long of(String... texts) {
        if (texts.length == 0) {
            throw new IllegalArgumentException("texts must be one or more, were 0");
        }
        MessageDigest digest = sha256();
        for (int i = 0; i < texts.length; i++) {
            byte[] bytes = texts[i].getBytes(StandardCharsets.UTF_8);
            if (i < texts.length - 1) {
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
            }
            digest.update(bytes);
        }
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
