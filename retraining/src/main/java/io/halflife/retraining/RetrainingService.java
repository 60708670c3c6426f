// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.retraining;

import io.halflife.http.server.ServiceHost;
import io.halflife.retraining.delivery.Dispatcher;
import io.halflife.storage.Storage;
import io.halflife.storage.retraining.RetrainingRequests;
import io.halflife.storage.webhook.DeliveryBacklog;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;

/**
 * Sends what the outbox holds to the endpoints that want it, and ends requests whose time is over.
 * The storage belongs to the caller, who closes it after the service.
 */
public final class RetrainingService implements AutoCloseable {

    private static final Duration EXPIRY_INTERVAL = Duration.ofMinutes(1);

    private final ServiceHost host;
    private final int managementPort;

    private RetrainingService(ServiceHost host, int managementPort) {
        this.host = host;
        this.managementPort = managementPort;
    }

    /** Listens when it returns. */
    public static RetrainingService start(RetrainingSettings settings, Storage storage) {
        return start(settings, storage, Clock.systemUTC());
    }

    static RetrainingService start(RetrainingSettings settings, Storage storage, Clock clock) {
        ServiceHost host = ServiceHost.open();
        try {
            host.readiness().add("database", () -> databaseAnswers(host.vertx(), storage));
            host.metrics()
                    .collectors()
                    .register(new BacklogMetrics(() -> DeliveryBacklog.read(storage.jdbi())));
            new Expiry(
                            host.vertx(),
                            new RetrainingRequests(storage.jdbi()),
                            host.metrics().registry())
                    .every(EXPIRY_INTERVAL);
            host.own(
                    Dispatcher.start(
                            host.vertx(),
                            settings.delivery(),
                            storage,
                            host.metrics().registry(),
                            clock));
            return new RetrainingService(
                    host,
                    host.listenForManagement(settings.managementHost(), settings.managementPort()));
        } catch (RuntimeException e) {
            host.close();
            throw e;
        }
    }

    private static Future<Boolean> databaseAnswers(Vertx vertx, Storage storage) {
        return vertx.executeBlocking(
                () ->
                        storage.jdbi()
                                .withHandle(
                                        handle ->
                                                handle.createQuery("select true")
                                                        .mapTo(Boolean.class)
                                                        .one()),
                false);
    }

    /** The same as {@link #managementPort()}: the service has no public port. */
    public int port() {
        return managementPort;
    }

    public int managementPort() {
        return managementPort;
    }

    @Override
    public void close() {
        host.close();
    }
}
