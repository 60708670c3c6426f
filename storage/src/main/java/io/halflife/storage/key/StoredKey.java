// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.key;

/** A key with the hash of its secret. */
final class StoredKey {

    private final ApiKey key;
    private final byte[] hash;
    private final boolean revoked;

    /**
     * @param revoked by the database's clock when it was read; ours may be behind
     */
    StoredKey(ApiKey key, byte[] hash, boolean revoked) {
        this.key = key;
        this.hash = hash.clone();
        this.revoked = revoked;
    }

    ApiKey key() {
        return key;
    }

    boolean fits(KeyText text, KeyPepper pepper) {
        return pepper.fits(text, hash);
    }

    boolean isRevoked() {
        return revoked;
    }

    @Override
    public String toString() {
        return "StoredKey[" + key.id() + "]";
    }
}
