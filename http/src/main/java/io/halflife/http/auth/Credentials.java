// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.auth;

import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out who is asking. Never blocks: an implementation that reads a database does so on a
 * worker thread.
 */
public interface Credentials {

    /**
     * The principal behind a request; empty when it shows no credential. Fails with a {@link
     * CredentialException} when it shows one that opens nothing.
     */
    Future<Optional<Principal>> authenticate(Caller caller);

    /** Nobody is known, so every door answers 401. */
    static Credentials nobody() {
        return caller -> Future.succeededFuture(Optional.empty());
    }

    /**
     * Everybody may do everything. Only for development on loopback; the settings records refuse
     * any other host.
     */
    static Credentials development() {
        Principal everybody =
                new Principal("development", EnumSet.allOf(Scope.class), Set.of(), false);
        return caller -> Future.succeededFuture(Optional.of(everybody));
    }
}
