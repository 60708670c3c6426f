// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.signing;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The shared secret of one endpoint, written {@code whsec_} and base64.
 *
 * <p>24 to 64 bytes; never shown by {@link #toString()}.
 */
public final class WebhookSecret {

    public static final int BYTES_MIN = 24;
    public static final int BYTES_MAX = 64;

    private static final String PREFIX = "whsec_";
    private static final int BYTES_DEFAULT = 32;

    private final byte[] key;

    private WebhookSecret(byte[] key) {
        if (key.length < BYTES_MIN || key.length > BYTES_MAX) {
            throw new IllegalArgumentException(
                    "a webhook secret has "
                            + BYTES_MIN
                            + " to "
                            + BYTES_MAX
                            + " bytes, not "
                            + key.length);
        }
        this.key = key;
    }

    /**
     * Reads the written form; the prefix may be absent.
     *
     * @throws IllegalArgumentException when it is no base64 or of a wrong length; the message holds
     *     nothing of the secret
     */
    public static WebhookSecret parse(String text) {
        String encoded = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
        try {
            return new WebhookSecret(Base64.getDecoder().decode(encoded));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a webhook secret is whsec_ and the base64 of "
                            + BYTES_MIN
                            + " to "
                            + BYTES_MAX
                            + " bytes");
        }
    }

    public static WebhookSecret random(SecureRandom random) {
        byte[] key = new byte[BYTES_DEFAULT];
        random.nextBytes(key);
        return new WebhookSecret(key);
    }

    /** The written form, to be shown once. */
    public String text() {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    byte[] key() {
        return key.clone();
    }

    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
