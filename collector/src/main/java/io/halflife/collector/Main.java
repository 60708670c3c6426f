// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import io.halflife.http.server.ServiceProcess;
import io.halflife.monitor.settings.SettingsReader;
import io.halflife.storage.SchemaException;
import io.halflife.storage.Storage;
import io.halflife.storage.StorageSettings;
import io.halflife.storage.UnreachableDatabaseException;
import java.util.Set;

/** Runs the collector until the process is told to end. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        ServiceProcess.run(
                "collector",
                Main::start,
                Set.of(SchemaException.class, UnreachableDatabaseException.class));
    }

    private static ServiceProcess.Running start(SettingsReader reader) {
        CollectorSettings settings = CollectorSettings.read(reader);
        StorageSettings storageSettings = StorageSettings.read(reader);
        reader.requireNothingLeft();
        Storage storage = Storage.open(storageSettings);
        CollectorService service = CollectorService.start(settings, storage);
        return new ServiceProcess.Running() {
            @Override
            public String where() {
                return settings.host()
                        + ":"
                        + service.port()
                        + ", management on port "
                        + service.managementPort();
            }

            @Override
            public void close() {
                service.close();
                storage.close();
            }
        };
    }
}
