// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.services;

import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.postgres.EmbeddedPostgres;
import io.halflife.launcher.state.OwnerLock;
import io.halflife.launcher.state.RunningServices;
import io.halflife.storage.Storage;
import io.halflife.storage.StorageSettings;
import java.net.URI;
import java.util.Optional;

/** Services that another process runs in this state folder. */
public final class JoinedServices implements Installation {

    private static final int POOL_SIZE = 2;

    private final RunningServices running;
    private final Storage storage;
    private final SharedAnalyzer analyzer;
    private final CloseStack open = new CloseStack();

    private JoinedServices(RunningServices running, Storage storage, SharedAnalyzer analyzer) {
        this.running = running;
        this.storage = storage;
        this.analyzer = analyzer;
        open.start(() -> storage);
        open.start(() -> analyzer);
        Runtime.getRuntime().addShutdownHook(new Thread(open::close, "leave"));
    }

    /**
     * Joins them; empty when the folder is free.
     *
     * @throws Refusal when the folder is owned but its services are not there to be used
     */
    public static Optional<JoinedServices> join(Workplace workplace) {
        if (OwnerLock.ownerProcess(workplace.folder()).isEmpty()) {
            return Optional.empty();
        }
        RunningServices running =
                RunningServices.read(workplace.folder())
                        .orElseThrow(() -> OwnerLock.refusal(workplace.folder()));
        Storage storage = Storage.open(databaseOf(running, workplace));
        try {
            return Optional.of(new JoinedServices(running, storage, SharedAnalyzer.of(running)));
        } catch (RuntimeException e) {
            storage.close();
            throw e;
        }
    }

    private static StorageSettings databaseOf(RunningServices running, Workplace workplace) {
        if (running.embedded() && workplace.embedded()) {
            return new StorageSettings(
                    running.databaseUrl(),
                    running.databaseUser(),
                    EmbeddedPostgres.password(workplace.folder(), workplace.account()),
                    POOL_SIZE);
        }
        StorageSettings stated =
                StorageSettings.read(ServiceSettings.reader(workplace.environment()));
        if (running.embedded() || !stated.url().equals(running.databaseUrl())) {
            throw Refusal.failed(
                    "the services that run in "
                            + workplace.folder().root()
                            + " use another database ("
                            + running.databaseUrl()
                            + "): give the same HALFLIFE_DB_URL, or none when it is the embedded"
                            + " one");
        }
        return stated;
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

    /** What another process does with them is only seen when they no longer answer. */
    @Override
    public boolean isStopping() {
        return open.isClosed();
    }

    @Override
    public void closeFirst(AutoCloseable user) {
        open.start(() -> user);
    }

    public RunningServices running() {
        return running;
    }

    @Override
    public void close() {
        open.close();
    }
}
