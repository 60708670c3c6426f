// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.key;

import io.halflife.storage.webhook.SealingKey;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns keys into what the database keeps: HMAC-SHA256 of id and secret, under a key that follows
 * from the installation's own. A slow hash would add nothing to 256 random bits, and cost every
 * request. Never shown by {@link #toString()}. Thread-safe.
 */
public final class KeyPepper {

    private static final String PURPOSE = "halflife api keys 1";
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec pepper;

    private KeyPepper(byte[] pepper) {
        this.pepper = new SecretKeySpec(pepper, ALGORITHM);
    }

    /** The pepper of an installation. With another {@code HALFLIFE_SECRET_KEY} no key fits. */
    public static KeyPepper of(SealingKey key) {
        return new KeyPepper(key.derive(PURPOSE));
    }

    byte[] hash(KeyText key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(pepper);
            return mac.doFinal(key.hashed());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }

    /** Compares in a time that does not depend on where they differ. */
    boolean fits(KeyText key, byte[] hash) {
        return MessageDigest.isEqual(hash(key), hash);
    }

    @Override
    public String toString() {
        return "KeyPepper[…]";
    }
}
