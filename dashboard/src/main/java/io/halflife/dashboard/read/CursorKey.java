// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.read;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals the place where a page ended, so that a cursor can be neither forged nor used with another
 * question than the one it came from. Thread-safe.
 */
public final class CursorKey {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SEAL_BYTES = 16;
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;

    private CursorKey(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** For one process: its cursors end with it. */
    public static CursorKey random() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return new CursorKey(key);
    }

    /** For several processes behind one address: they read each other's cursors. */
    public static CursorKey of(String secret) {
        return new CursorKey(secret.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param question what was asked: path and filters
     * @param place where its page ended
     */
    String seal(String question, String place) {
        byte[] text = place.getBytes(StandardCharsets.UTF_8);
        byte[] sealed = Arrays.copyOf(mac(question, text), SEAL_BYTES + text.length);
        System.arraycopy(text, 0, sealed, SEAL_BYTES, text.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** The place; empty when the cursor is not ours or belongs to another question. */
    Optional<String> open(String question, String cursor) {
        byte[] sealed;
        try {
            sealed = Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (sealed.length < SEAL_BYTES) {
            return Optional.empty();
        }
        byte[] text = Arrays.copyOfRange(sealed, SEAL_BYTES, sealed.length);
        byte[] seal = Arrays.copyOf(sealed, SEAL_BYTES);
        return MessageDigest.isEqual(seal, mac(question, text))
                ? Optional.of(new String(text, StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private byte[] mac(String question, byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(question.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Arrays.copyOf(mac.doFinal(text), SEAL_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }
}
