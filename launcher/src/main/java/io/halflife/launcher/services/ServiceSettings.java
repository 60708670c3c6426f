// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.services;

import io.halflife.collector.CollectorSettings;
import io.halflife.dashboard.DashboardSettings;
import io.halflife.http.server.ServiceProcess;
import io.halflife.monitor.settings.SettingsException;
import io.halflife.monitor.settings.SettingsReader;
import io.halflife.retraining.RetrainingSettings;
import io.halflife.storage.StorageSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The settings of all services of one machine: the user's environment, on the loopback interface in
 * development mode unless keys are required, with fixed or with free ports.
 *
 * @param reader what they were read from; the database's settings can be read from it too
 * @param analyzer the environment of the analyzer, without the database
 */
record ServiceSettings(
        SettingsReader reader,
        CollectorSettings collector,
        DashboardSettings dashboard,
        RetrainingSettings retraining,
        Map<String, String> analyzer) {

    private static final String PREFIX = "HALFLIFE_";
    private static final String ANALYZER_PREFIX = "HALFLIFE_ANALYZER_";

    /** Where the analyzer reads rows; nobody else does. */
    private static final List<String> ANALYZER_KEYS =
            List.of("HALFLIFE_SOURCE", "HALFLIFE_DB_READ_URL", "HALFLIFE_DB_READ_WAIT_SECONDS");

    private static final List<String> PORT_KEYS =
            List.of(
                    "HALFLIFE_COLLECTOR_PORT",
                    "HALFLIFE_COLLECTOR_MANAGEMENT_PORT",
                    "HALFLIFE_DASHBOARD_PORT",
                    "HALFLIFE_DASHBOARD_MANAGEMENT_PORT",
                    "HALFLIFE_RETRAINING_MANAGEMENT_PORT");

    ServiceSettings {
        Objects.requireNonNull(reader, "reader");
        Objects.requireNonNull(collector, "collector");
        Objects.requireNonNull(dashboard, "dashboard");
        Objects.requireNonNull(retraining, "retraining");
        analyzer = Map.copyOf(analyzer);
    }

    /**
     * Reads them all.
     *
     * @throws SettingsException naming a key that is malformed or that nobody knows
     */
    static ServiceSettings read(Map<String, String> environment, boolean fixedPorts) {
        return read(environment, fixedPorts, false);
    }

    /**
     * The same.
     *
     * @param requireKeys whether doors open to API keys only; else to everybody on this machine
     */
    static ServiceSettings read(
            Map<String, String> environment, boolean fixedPorts, boolean requireKeys) {
        Map<String, String> keys = new HashMap<>();
        Map<String, String> analyzer = new TreeMap<>();
        environment.forEach(
                (key, value) -> {
                    if (key.startsWith(ANALYZER_PREFIX) || ANALYZER_KEYS.contains(key)) {
                        analyzer.put(key, value);
                    } else if (key.startsWith(PREFIX)) {
                        keys.put(key, value);
                    }
                });
        keys.put("HALFLIFE_DEV", Boolean.toString(!requireKeys));
        if (!fixedPorts) {
            for (String key : PORT_KEYS) {
                keys.put(key, "0");
            }
        }
        SettingsReader reader = reader(keys);
        CollectorSettings collector = CollectorSettings.read(reader);
        ServiceSettings settings =
                new ServiceSettings(
                        reader,
                        collector,
                        DashboardSettings.read(reader).besideCollector(urlOf(collector)),
                        RetrainingSettings.read(reader),
                        analyzer);
        StorageSettings.read(reader);
        reader.requireNothingLeft();
        return settings;
    }

    /** Listening everywhere it is reached here. */
    private static String urlOf(CollectorSettings collector) {
        boolean anywhere = collector.host().equals("0.0.0.0") || collector.host().equals("::");
        String host = anywhere ? "127.0.0.1" : collector.host();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + collector.port();
    }

    /** Reads an environment, and the files that its {@code …_FILE} keys name. */
    static SettingsReader reader(Map<String, String> environment) {
        return ServiceProcess.environment(environment);
    }

    /** Refuses when one of the fixed ports is taken, before anything is started. */
    void requireFreePorts() {
        Ports.requireFree(
                "collector", collector.host(), collector.port(), "HALFLIFE_COLLECTOR_PORT");
        Ports.requireFree(
                "collector's management",
                collector.host(),
                collector.managementPort(),
                "HALFLIFE_COLLECTOR_MANAGEMENT_PORT");
        Ports.requireFree(
                "dashboard", dashboard.host(), dashboard.port(), "HALFLIFE_DASHBOARD_PORT");
        Ports.requireFree(
                "dashboard's management",
                dashboard.host(),
                dashboard.managementPort(),
                "HALFLIFE_DASHBOARD_MANAGEMENT_PORT");
        Ports.requireFree(
                "retraining's management",
                retraining.managementHost(),
                retraining.managementPort(),
                "HALFLIFE_RETRAINING_MANAGEMENT_PORT");
    }
}
