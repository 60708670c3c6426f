// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.auth;

import io.vertx.core.MultiMap;
import java.util.Objects;

/**
 * What a request shows of whoever sent it.
 *
 * @param query as it was sent; null where there is none
 * @param address the peer's IP address as text. Behind a proxy it is the proxy's: forwarding
 *     headers are not believed
 */
public record Caller(MultiMap headers, String query, String address) {

    public Caller {
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(address, "address");
    }

    /** The query is left out: it may hold what must not be logged. */
    @Override
    public String toString() {
        return "Caller[address=" + address + "]";
    }
}
