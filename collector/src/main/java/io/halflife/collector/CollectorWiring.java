// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import io.halflife.collector.control.ControlDoors;
import io.halflife.collector.control.ControlParts;
import io.halflife.collector.directory.AutoRegister;
import io.halflife.collector.directory.ExtraNames;
import io.halflife.collector.directory.VersionDirectory;
import io.halflife.collector.ingest.IngestDoors;
import io.halflife.collector.ingest.IngestMetrics;
import io.halflife.collector.ingest.IngestParts;
import io.halflife.collector.ingest.SchemaDriftTally;
import io.halflife.collector.maintenance.MaintenanceMetrics;
import io.halflife.collector.maintenance.MaintenanceSchedule;
import io.halflife.http.body.ByteBudget;
import io.halflife.http.server.Doors;
import io.halflife.http.server.ServiceHost;
import io.halflife.storage.Storage;
import io.halflife.storage.ingest.IngestLimits;
import io.halflife.storage.ingest.IngestLog;
import io.halflife.storage.retention.Maintenance;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.time.Clock;
import java.time.Duration;

/** Makes the parts of a collector and puts them together, by hand. */
final class CollectorWiring {

    /** How often counts of unknown features are written. */
    private static final Duration FLUSH = Duration.ofSeconds(5);

    private final IngestDoors ingest;
    private final ControlDoors control;

    private CollectorWiring(IngestDoors ingest, ControlDoors control) {
        this.ingest = ingest;
        this.control = control;
    }

    static CollectorWiring of(CollectorSettings settings, Storage storage, ServiceHost host) {
        Durability.require(storage, settings.development());
        Clock clock = Clock.systemUTC();
        ByteBudget budget = ByteBudget.ofHeap(Runtime.getRuntime().maxMemory(), settings.bodies());
        VersionDirectory directory =
                new VersionDirectory(storage.models(), new ExtraNames(storage.schemaDrift()));
        SchemaDriftTally schemaDrift = new SchemaDriftTally(storage.schemaDrift());
        host.own(schemaDrift); // Before the log, so that it is closed after it.
        IngestMetrics metrics = new IngestMetrics(host.metrics(), budget, directory, clock);
        host.metrics()
                .watchPool(
                        storage::activeConnections,
                        storage::idleConnections,
                        storage::waitingForConnection);
        IngestLog log = IngestLog.open(storage, IngestLimits.DEFAULTS, metrics);
        host.own(log);
        metrics.watch(log);
        Maintenance maintenance = new Maintenance(storage, settings.retention());
        MaintenanceMetrics maintained = new MaintenanceMetrics(host.metrics());
        host.own(MaintenanceSchedule.start(maintenance, maintained, clock));
        host.readiness().add("database", () -> Future.succeededFuture(log.isOpen()));
        WorkerExecutor workers =
                host.vertx()
                        .createSharedWorkerExecutor(
                                "ingest", Runtime.getRuntime().availableProcessors());
        host.vertx()
                .setPeriodic(
                        FLUSH.toMillis(),
                        timer ->
                                workers.executeBlocking(
                                        () -> {
                                            schemaDrift.flush();
                                            return null;
                                        },
                                        false));
        IngestParts parts =
                new IngestParts(
                        workers,
                        log,
                        directory,
                        new AutoRegister(storage.models(), directory, clock),
                        schemaDrift,
                        storage.references(),
                        settings.bodies(),
                        budget,
                        settings.itemsMax(),
                        settings.retention().raw(),
                        clock,
                        metrics);
        ControlParts controlParts =
                new ControlParts(
                        storage,
                        directory,
                        settings.bodies(),
                        budget,
                        settings.itemsMax(),
                        settings.retention().raw(),
                        settings.development(),
                        clock);
        return new CollectorWiring(IngestDoors.of(parts), new ControlDoors(controlParts));
    }

    void addTo(Doors doors) {
        ingest.addTo(doors);
        control.addTo(doors);
    }
}
