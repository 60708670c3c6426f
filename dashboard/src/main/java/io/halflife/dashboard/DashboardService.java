// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard;

import io.halflife.dashboard.fleet.FleetDoors;
import io.halflife.dashboard.fleet.Standings;
import io.halflife.dashboard.lifecycle.LifecycleDoors;
import io.halflife.dashboard.metrics.ModelExporter;
import io.halflife.dashboard.mute.MuteDoors;
import io.halflife.dashboard.page.PageRenderer;
import io.halflife.dashboard.page.fleet.FirstSteps;
import io.halflife.dashboard.policy.PolicyDoors;
import io.halflife.dashboard.read.CursorKey;
import io.halflife.dashboard.read.ReadApi;
import io.halflife.dashboard.webhook.WebhookDoors;
import io.halflife.http.auth.Credentials;
import io.halflife.http.server.Doors;
import io.halflife.http.server.Route;
import io.halflife.http.server.ServiceHost;
import io.halflife.storage.Storage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;

/**
 * Pages and read API on one port, health and metrics on another. The storage belongs to the caller,
 * who closes it after the service.
 */
public final class DashboardService implements AutoCloseable {

    private final ServiceHost host;
    private final int port;
    private final int managementPort;
    private final List<Route> routes;

    private DashboardService(ServiceHost host, List<Route> routes, int port, int managementPort) {
        this.host = host;
        this.routes = List.copyOf(routes);
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Listens when it returns. */
    public static DashboardService start(DashboardSettings settings, Storage storage) {
        ServiceHost host = ServiceHost.open();
        try {
            Doors doors = doors(host, settings, storage);
            host.readiness().add("database", () -> databaseAnswers(host.vertx(), storage));
            ModelExporter exporter = ModelExporter.over(storage, settings.exporter());
            host.own(exporter);
            host.metrics().collectors().register(exporter);
            host.metrics()
                    .watchPool(
                            storage::activeConnections,
                            storage::idleConnections,
                            storage::waitingForConnection);
            int port = host.listen(settings.host(), settings.port(), doors.router());
            return new DashboardService(
                    host,
                    doors.routes(),
                    port,
                    host.listenForManagement(settings.host(), settings.managementPort()));
        } catch (RuntimeException e) {
            host.close();
            throw e;
        }
    }

    private static Doors doors(ServiceHost host, DashboardSettings settings, Storage storage) {
        Credentials credentials = credentials(host, settings, storage);
        CursorKey cursorKey = cursorKey(settings);
        PageRenderer renderer = new PageRenderer();
        Doors doors =
                new Doors(host.vertx(), credentials, host.metrics(), new BrowserProblems(renderer));
        DashboardDocument.get().addTo(doors);
        new ReadDoors(new ReadApi(storage, cursorKey)).addTo(doors);
        new WebhookDoors(storage, settings.secretKey(), cursorKey, settings.development())
                .addTo(doors);
        new MuteDoors(storage, cursorKey).addTo(doors);
        new LifecycleDoors(storage, cursorKey).addTo(doors);
        Standings standings = new Standings(storage, Clock.systemUTC());
        host.own(standings);
        new FleetDoors(standings, cursorKey).addTo(doors);
        pages(storage, settings, standings, renderer).addTo(doors);
        new DriftDoors(storage, renderer).addTo(doors);
        new RequestDoors(storage, renderer).addTo(doors);
        new ReportDoors(storage, Clock.systemUTC()).addTo(doors);
        new VersionDoors(storage, Clock.systemUTC(), firstSteps(settings), renderer).addTo(doors);
        new PolicyDoors(storage, cursorKey).addTo(doors);
        new EditDoors(storage, Clock.systemUTC(), renderer).addTo(doors);
        return doors;
    }

    private static Credentials credentials(
            ServiceHost host, DashboardSettings settings, Storage storage) {
        if (settings.development()) {
            return Credentials.development();
        }
        StoredKeys keys =
                StoredKeys.open(storage, settings.secretKey().orElseThrow(), settings.rates());
        host.own(keys);
        return keys.credentials();
    }

    private static PageDoors pages(
            Storage storage,
            DashboardSettings settings,
            Standings standings,
            PageRenderer renderer) {
        return new PageDoors(storage, Clock.systemUTC(), firstSteps(settings), standings, renderer);
    }

    private static FirstSteps firstSteps(DashboardSettings settings) {
        return new FirstSteps(settings.collectorUrl(), !settings.development());
    }

    private static CursorKey cursorKey(DashboardSettings settings) {
        return settings.cursorKey().isEmpty()
                ? CursorKey.random()
                : CursorKey.of(settings.cursorKey());
    }

    private static Future<Boolean> databaseAnswers(Vertx vertx, Storage storage) {
        return vertx.executeBlocking(
                () ->
                        storage.jdbi()
                                .withHandle(
                                        h ->
                                                h.createQuery("select true")
                                                        .mapTo(Boolean.class)
                                                        .one()),
                false);
    }

    /** Every door, of pages too. */
    public List<Route> routes() {
        return routes;
    }

    public int port() {
        return port;
    }

    public int managementPort() {
        return managementPort;
    }

    @Override
    public void close() {
        host.close();
    }
}
