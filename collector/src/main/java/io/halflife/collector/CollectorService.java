// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import io.halflife.http.auth.Credentials;
import io.halflife.http.server.Doors;
import io.halflife.http.server.Route;
import io.halflife.http.server.ServiceHost;
import io.halflife.storage.Storage;
import java.util.List;
import java.util.function.Function;

/**
 * A running collector. It owns its threads and connections to the log and closes them; the storage
 * stays its caller's.
 */
public final class CollectorService implements AutoCloseable {

    private final ServiceHost host;
    private final List<Route> routes;
    private final int port;
    private final int managementPort;

    private CollectorService(ServiceHost host, List<Route> routes, int port, int managementPort) {
        this.host = host;
        this.routes = routes;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Starts and returns when every port listens. */
    public static CollectorService start(CollectorSettings settings, Storage storage) {
        return start(settings, storage, host -> credentials(settings, storage, host));
    }

    static CollectorService start(
            CollectorSettings settings,
            Storage storage,
            Function<ServiceHost, Credentials> credentials) {
        ServiceHost host = ServiceHost.open();
        try {
            Doors doors = new Doors(host.vertx(), credentials.apply(host), host.metrics());
            CollectorWiring.of(settings, storage, host).addTo(doors);
            CollectorDocument.get().addTo(doors);
            int management = host.listenForManagement(settings.host(), settings.managementPort());
            int port = host.listen(settings.host(), settings.port(), doors.router());
            return new CollectorService(host, doors.routes(), port, management);
        } catch (RuntimeException e) {
            host.close();
            throw e;
        }
    }

    /** Every operation that it serves. */
    List<Route> routes() {
        return routes;
    }

    private static Credentials credentials(
            CollectorSettings settings, Storage storage, ServiceHost host) {
        return settings.development()
                ? Credentials.development()
                : storedKeys(settings, storage, host);
    }

    static Credentials storedKeys(CollectorSettings settings, Storage storage, ServiceHost host) {
        StoredKeys keys =
                StoredKeys.open(storage, settings.secretKey().orElseThrow(), settings.rates());
        host.own(keys);
        return keys.credentials();
    }

    /** The port of the API. */
    public int port() {
        return port;
    }

    /** The port of {@code /live}, {@code /ready} and {@code /metrics}. */
    public int managementPort() {
        return managementPort;
    }

    @Override
    public void close() {
        host.close();
    }
}
