// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.webhook;

import io.halflife.monitor.settings.SettingsException;
import io.halflife.monitor.settings.SettingsReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals the secrets that the database holds, with AES-256-GCM. What was sealed for one owner opens
 * for no other, and not at all once a bit of it was changed. Never shown by {@link #toString()}.
 * Thread-safe.
 */
public final class SealingKey {

    /** The setting; {@code …_FILE} names a file instead. */
    public static final String SETTING = "HALFLIFE_SECRET_KEY";

    private static final int KEY_BYTES = 32;
    private static final byte FORMAT = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String CIPHER = "AES/GCM/NoPadding";

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    private SealingKey(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /**
     * The key of an installation; empty where it has none.
     *
     * @throws SettingsException when it is not the base64 of 32 bytes
     */
    public static Optional<SealingKey> read(SettingsReader reader) {
        String text = reader.secret("HALFLIFE_SECRET_KEY", "");
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(of(text));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(SETTING + " must be the base64 of " + KEY_BYTES + " bytes");
        }
    }

    /**
     * Goes on when there is a key, and in development.
     *
     * @throws SettingsException naming the setting
     */
    public static void require(Optional<SealingKey> key, boolean development) {
        if (key.isEmpty() && !development) {
            throw new SettingsException(
                    SETTING
                            + " or "
                            + SETTING
                            + "_FILE must be set, to the same for all services: API keys and the"
                            + " secrets of webhook endpoints depend on it (only HALFLIFE_DEV=true"
                            + " on loopback goes without)");
        }
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException when it is not the base64 of 32 bytes
     */
    public static SealingKey of(String base64) {
        byte[] key = Base64.getDecoder().decode(base64);
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key has 32 bytes, not " + key.length);
        }
        return new SealingKey(key);
    }

    /**
     * Another key of 32 bytes that follows from this one, and from which this one does not.
     *
     * @param purpose what it is for; no two purposes share a key
     */
    public byte[] derive(String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }

    /** The written form of a new key. */
    public static String random() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /**
     * Seals a text.
     *
     * @param owner what the text belongs to, for example an endpoint's id
     */
    public byte[] seal(String text, String owner) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, owner);
            byte[] body = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(1 + NONCE_BYTES + body.length)
                    .put(FORMAT)
                    .put(nonce)
                    .put(body)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + CIPHER, e);
        }
    }

    /**
     * The text.
     *
     * @throws UnreadableSecretException when it was sealed with another key or for another owner
     */
    public String open(byte[] sealed, String owner) {
        if (sealed.length <= 1 + NONCE_BYTES || sealed[0] != FORMAT) {
            throw new UnreadableSecretException();
        }
        ByteBuffer in = ByteBuffer.wrap(sealed, 1, sealed.length - 1);
        byte[] nonce = new byte[NONCE_BYTES];
        in.get(nonce);
        byte[] body = new byte[in.remaining()];
        in.get(body);
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce, owner);
            return new String(cipher.doFinal(body), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new UnreadableSecretException();
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String owner) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    @Override
    public String toString() {
        return "SealingKey[…]";
    }
}
