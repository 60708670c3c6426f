// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard;

import io.halflife.dashboard.metrics.ExporterSettings;
import io.halflife.http.rate.RateSettings;
import io.halflife.http.rate.Rates;
import io.halflife.monitor.settings.SettingsException;
import io.halflife.monitor.settings.SettingsReader;
import io.halflife.storage.webhook.SealingKey;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the dashboard listens and who may look.
 *
 * @param port of pages and read API; 0 for any free one
 * @param managementPort of health and metrics; 0 for any free one
 * @param cursorKey seals page cursors; the empty string: a random key of the process
 * @param development everybody may do everything; only on loopback
 * @param exporter how results become samples
 * @param secretKey seals the secrets of webhook endpoints and checks stored keys; empty only in
 *     development, where no endpoint can be registered then
 * @param rates of keys without limits of their own
 * @param collectorUrl where apps reach the collector, as the first steps tell them
 */
public record DashboardSettings(
        String host,
        int port,
        int managementPort,
        String cursorKey,
        boolean development,
        ExporterSettings exporter,
        Optional<SealingKey> secretKey,
        Rates rates,
        String collectorUrl) {

    public static final String COLLECTOR_URL_DEFAULT = "http://127.0.0.1:8080";
    public static final String HOST_DEFAULT = "127.0.0.1";
    public static final int PORT_DEFAULT = 8090;
    public static final int MANAGEMENT_PORT_DEFAULT = 8091;
    public static final int CURSOR_KEY_LENGTH_MIN = 32;

    private static final int PORT_MAX = 65_535;

    /** It goes into commands that people paste: nothing that a shell reads. */
    private static final Pattern HTTP_URL =
            Pattern.compile("https?://[A-Za-z0-9.\\-\\[\\]:]+(/[A-Za-z0-9._~\\-/]*)?");

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

    public DashboardSettings {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(cursorKey, "cursorKey");
        Objects.requireNonNull(exporter, "exporter");
        Objects.requireNonNull(secretKey, "secretKey");
        Objects.requireNonNull(rates, "rates");
        if (!HTTP_URL.matcher(collectorUrl).matches()) {
            throw new SettingsException(
                    "HALFLIFE_DASHBOARD_COLLECTOR_URL must be http:// or https:// with a host, and"
                            + " a port if need be, not "
                            + collectorUrl);
        }
        if (development && !LOOPBACK.contains(host)) {
            throw new SettingsException(
                    "HALFLIFE_DEV=true is for loopback only; set HALFLIFE_DASHBOARD_HOST to"
                            + " 127.0.0.1 or leave HALFLIFE_DEV out");
        }
        if (!cursorKey.isEmpty() && cursorKey.length() < CURSOR_KEY_LENGTH_MIN) {
            throw new SettingsException(
                    "HALFLIFE_DASHBOARD_CURSOR_KEY must have at least "
                            + CURSOR_KEY_LENGTH_MIN
                            + " characters");
        }
        SealingKey.require(secretKey, development);
    }

    /** With an exporter as it is by default, and without a key for secrets. */
    public DashboardSettings(
            String host, int port, int managementPort, String cursorKey, boolean development) {
        this(host, port, managementPort, cursorKey, development, ExporterSettings.DEFAULTS);
    }

    /** Limits of keys as they are by default. */
    public DashboardSettings(
            String host,
            int port,
            int managementPort,
            String cursorKey,
            boolean development,
            ExporterSettings exporter,
            Optional<SealingKey> secretKey) {
        this(
                host,
                port,
                managementPort,
                cursorKey,
                development,
                exporter,
                secretKey,
                RateSettings.DEFAULTS,
                COLLECTOR_URL_DEFAULT);
    }

    /** Without a key for secrets. */
    public DashboardSettings(
            String host,
            int port,
            int managementPort,
            String cursorKey,
            boolean development,
            ExporterSettings exporter) {
        this(host, port, managementPort, cursorKey, development, exporter, Optional.empty());
    }

    public static DashboardSettings read(SettingsReader reader) {
        return new DashboardSettings(
                reader.text("HALFLIFE_DASHBOARD_HOST", HOST_DEFAULT),
                reader.integer("HALFLIFE_DASHBOARD_PORT", PORT_DEFAULT, 0, PORT_MAX),
                reader.integer(
                        "HALFLIFE_DASHBOARD_MANAGEMENT_PORT", MANAGEMENT_PORT_DEFAULT, 0, PORT_MAX),
                reader.secret("HALFLIFE_DASHBOARD_CURSOR_KEY", ""),
                reader.flag("HALFLIFE_DEV", false),
                ExporterSettings.read(reader),
                SealingKey.read(reader),
                RateSettings.read(reader),
                reader.text("HALFLIFE_DASHBOARD_COLLECTOR_URL", COLLECTOR_URL_DEFAULT));
    }

    /** The same beside a collector there, where no other address was set. */
    public DashboardSettings besideCollector(String url) {
        return collectorUrl.equals(COLLECTOR_URL_DEFAULT)
                ? new DashboardSettings(
                        host,
                        port,
                        managementPort,
                        cursorKey,
                        development,
                        exporter,
                        secretKey,
                        rates,
                        url)
                : this;
    }

    /** Never a key. */
    @Override
    public String toString() {
        return "DashboardSettings[host="
                + host
                + ", port="
                + port
                + ", managementPort="
                + managementPort
                + ", development="
                + development
                + ", exporter="
                + exporter
                + ", collectorUrl="
                + collectorUrl
                + "]";
    }
}
