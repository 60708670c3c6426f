// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.webhook;

/** A sealed secret does not open: the key is not the one that sealed it. Holds nothing of it. */
public final class UnreadableSecretException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreadableSecretException() {
        super("the secret was sealed with another " + SealingKey.SETTING);
    }
}
