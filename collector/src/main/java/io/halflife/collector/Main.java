// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import io.halflife.monitor.settings.SettingsException;
import io.halflife.monitor.settings.SettingsReader;
import io.halflife.storage.SchemaException;
import io.halflife.storage.Storage;
import io.halflife.storage.StorageSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the collector until the process is told to end. */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    public static void main(String[] arguments) {
        try {
            start();
        } catch (SettingsException | SchemaException | IllegalStateException e) {
            System.err.println("collector: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void start() {
        SettingsReader reader = new SettingsReader(System.getenv(), Main::contentOf);
        CollectorSettings settings = CollectorSettings.read(reader);
        StorageSettings storageSettings = StorageSettings.read(reader);
        reader.requireNothingLeft();
        Storage storage = Storage.open(storageSettings);
        CollectorService service = CollectorService.start(settings, storage);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service, storage), "shutdown"));
        LOG.info(
                "collector on {}:{}, management on port {}",
                settings.host(),
                service.port(),
                service.managementPort());
    }

    private static void stop(CollectorService service, Storage storage) {
        service.close();
        storage.close();
    }

    private static String contentOf(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the file of a setting: " + path, e);
        }
    }
}
