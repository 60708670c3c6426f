// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.auth;

import java.util.concurrent.CompletableFuture;

/** Says whose a key is; where keys are kept is the service's business. Never blocks. */
@FunctionalInterface
public interface KeyCheck {

    /**
     * Checks what was sent as a key.
     *
     * @param address the peer's, as text
     */
    CompletableFuture<KeyAnswer> check(String sent, String address);
}
