// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import io.halflife.http.auth.Credentials;
import io.halflife.http.auth.Principal;
import io.halflife.http.auth.Scope;
import io.halflife.http.server.Doors;
import io.halflife.http.server.ServiceHost;
import io.halflife.storage.Storage;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;

/** A collector that takes everybody for one and the same key. */
final class OpenCollector implements AutoCloseable {

    private final ServiceHost host = ServiceHost.open();
    private final HttpCalls http;

    OpenCollector(Storage storage, String key, boolean autoRegister) {
        Principal principal =
                new Principal(
                        key,
                        Set.of(Scope.INGEST_PREDICTIONS, Scope.INGEST_BACKFILL),
                        Set.of(),
                        autoRegister);
        Credentials credentials = caller -> Future.succeededFuture(Optional.of(principal));
        CollectorSettings settings = CollectorSettings.onLoopback(0, 0, true);
        Doors doors = new Doors(host.vertx(), credentials, host.metrics());
        CollectorWiring.of(settings, storage, host).addTo(doors);
        http = new HttpCalls(host.listen("127.0.0.1", 0, doors.router()));
    }

    HttpCalls http() {
        return http;
    }

    @Override
    public void close() {
        host.close();
    }
}
