// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.services;

import io.halflife.collector.CollectorService;
import io.halflife.dashboard.DashboardService;
import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.postgres.EmbeddedPostgres;
import io.halflife.launcher.state.OwnerLock;
import io.halflife.launcher.state.RunningServices;
import io.halflife.launcher.state.StateFolder;
import io.halflife.migrations.Migrations;
import io.halflife.retraining.RetrainingService;
import io.halflife.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All services of one machine, started in this process and owned by it. Closing ends every process
 * and thread; what the database holds stays.
 */
public final class Services implements Installation {

    private static final Logger LOG = LoggerFactory.getLogger(Services.class);

    private final Workplace workplace;
    private final CloseStack open;
    private Storage storage;
    private WarmAnalyzer analyzer;
    private RunningServices running;

    private Services(Workplace workplace, CloseStack open) {
        this.workplace = workplace;
        this.open = open;
    }

    /** How much is started. */
    public enum Scope {
        /** The database alone, for a command that changes it. */
        DATABASE,
        /** The database and the analyzer. */
        ANALYSIS,
        /** Everything, on any free ports. */
        FREE_PORTS,
        /** Everything, on the ports of the settings, where others will look for it. */
        FIXED_PORTS
    }

    /**
     * Starts them; they are closed when the process is told to end, at the latest.
     *
     * @param verb what this process does, for people who look
     * @throws Refusal when the state folder is owned, a port is taken, or a service does not start
     */
    public static Services start(Workplace workplace, String verb, Scope scope) {
        return start(workplace, verb, scope, false);
    }

    /**
     * The same.
     *
     * @param requireKeys whether doors open to API keys only; else to everybody on this machine
     */
    public static Services start(
            Workplace workplace, String verb, Scope scope, boolean requireKeys) {
        ServiceSettings settings =
                ServiceSettings.read(
                        SecretKeyFile.addTo(workplace.environment(), workplace.folder()),
                        scope == Scope.FIXED_PORTS,
                        requireKeys);
        if (scope != Scope.DATABASE) {
            AnalyzerCheck.require(workplace.analyzer(), settings.analyzer());
        }
        Services services = takeFolder(workplace, verb);
        try {
            if (scope == Scope.FIXED_PORTS) {
                settings.requireFreePorts();
            }
            services.start(settings, verb, scope);
            return services;
        } catch (RuntimeException e) {
            services.close();
            throw e;
        }
    }

    private void start(ServiceSettings settings, String verb, Scope scope) {
        Database database = startDatabase(settings);
        if (scope != Scope.DATABASE) {
            startAnalyzer(database, settings);
        }
        storage = open.start(() -> Storage.open(database.settings()));
        if (scope == Scope.FREE_PORTS || scope == Scope.FIXED_PORTS) {
            startDoors(database, settings, verb);
        }
    }

    private static Services takeFolder(Workplace workplace, String verb) {
        StateFolder folder = workplace.folder();
        CloseStack open = new CloseStack();
        // Known before anything starts, so that a signal finds what there is to close.
        Runtime.getRuntime().addShutdownHook(new Thread(open::close, "shutdown"));
        open.start(
                () -> OwnerLock.tryTake(folder, verb).orElseThrow(() -> OwnerLock.refusal(folder)));
        RunningServices.clear(folder);
        return new Services(workplace, open);
    }

    private void startDoors(Database database, ServiceSettings settings, String verb) {
        CollectorService collector =
                open.start(() -> CollectorService.start(settings.collector(), storage));
        DashboardService dashboard =
                open.start(() -> DashboardService.start(settings.dashboard(), storage));
        RetrainingService retraining =
                open.start(() -> RetrainingService.start(settings.retraining(), storage));
        ControlDoor control = open.start(() -> ControlDoor.open(analyzer));
        long self = ProcessHandle.current().pid();
        List<RunningServices.Service> services = new ArrayList<>();
        database.embeddedIfAny().map(Services::service).ifPresent(services::add);
        services.add(service("collector", self, collector.port(), collector.managementPort()));
        services.add(service("dashboard", self, dashboard.port(), dashboard.managementPort()));
        services.add(service("retraining", self, 0, retraining.managementPort()));
        services.add(service("analyzer", analyzer.pid(), 0, 0));
        announce(
                new RunningServices(
                        self,
                        verb,
                        workplace.version(),
                        database.settings().url(),
                        database.settings().user(),
                        workplace.embedded(),
                        control.port(),
                        control.token(),
                        services));
    }

    private void announce(RunningServices announced) {
        running = announced;
        running.write(workplace.folder());
        open.start(() -> () -> RunningServices.clear(workplace.folder()));
    }

    private static RunningServices.Service service(EmbeddedPostgres postgres) {
        return new RunningServices.Service(
                "postgres", postgres.pid(), postgres.port(), 0, postgres.version());
    }

    private RunningServices.Service service(String name, long pid, int port, int management) {
        return new RunningServices.Service(name, pid, port, management, workplace.version());
    }

    private Database startDatabase(ServiceSettings settings) {
        emptyTemporaryFolder();
        Database database = open.start(() -> Database.open(settings.reader(), workplace));
        Migrations.apply(
                database.settings().url(),
                database.settings().user(),
                database.settings().password());
        return database;
    }

    private void startAnalyzer(Database database, ServiceSettings settings) {
        Map<String, String> environment = new TreeMap<>(settings.analyzer());
        environment.putAll(database.environment());
        if (!Files.isWritable(workplace.analyzer())) {
            environment.putIfAbsent(
                    "HALFLIFE_ANALYZER_ARCHIVE", workplace.folder().classes().toString());
        }
        Path log = workplace.folder().logs().resolve("analyzer.log");
        analyzer =
                open.start(
                        () ->
                                new WarmAnalyzer(
                                        () ->
                                                AnalyzerChild.start(
                                                        AnalyzerProgram.analyzer(
                                                                workplace.analyzer(), List.of()),
                                                        environment,
                                                        log,
                                                        workplace.folder().temporary())));
    }

    /**
     * Removes what killed services left behind. An orphaned analyzer may still be writing there
     * until it sees the end of its input: what cannot be removed now is removed by the next start.
     */
    private void emptyTemporaryFolder() {
        Path folder = workplace.folder().temporary();
        try {
            Files.createDirectories(folder);
            try (Stream<Path> left = Files.walk(folder)) {
                List<Path> paths = new ArrayList<>(left.toList());
                paths.remove(folder);
                for (int i = paths.size() - 1; i >= 0; i--) {
                    Files.deleteIfExists(paths.get(i));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("left in {}: {}", folder, e.getMessage());
        }
    }

    @Override
    public Storage storage() {
        return storage;
    }

    @Override
    public Analyzer analyzer() {
        return analyzer;
    }

    @Override
    public URI collector() {
        return running.service("collector").address();
    }

    @Override
    public URI dashboard() {
        return running.service("dashboard").address();
    }

    @Override
    public void closeFirst(AutoCloseable user) {
        open.start(() -> user);
    }

    /** What runs, with ports. */
    public RunningServices running() {
        return running;
    }

    @Override
    public boolean isStopping() {
        return open.isClosed();
    }

    @Override
    public void close() {
        open.close();
    }
}
