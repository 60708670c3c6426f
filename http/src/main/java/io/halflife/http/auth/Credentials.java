// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.auth;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out who is asking. Never blocks: an implementation that reads a database does so on a
 * worker thread.
 */
public interface Credentials {

    /** The principal behind these request headers; empty when there is none or it is not known. */
    Future<Optional<Principal>> authenticate(MultiMap headers);

    /** Nobody is known, so every door answers 401. */
    static Credentials nobody() {
        return headers -> Future.succeededFuture(Optional.empty());
    }

    /**
     * Everybody may do everything. Only for development on loopback; the settings records refuse
     * any other host.
     */
    static Credentials development() {
        Principal everybody =
                new Principal("development", EnumSet.allOf(Scope.class), Set.of(), false);
        return headers -> Future.succeededFuture(Optional.of(everybody));
    }
}
