// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import io.halflife.http.body.BodyLimits;
import io.halflife.http.rate.RateSettings;
import io.halflife.http.rate.Rates;
import io.halflife.monitor.settings.SettingsException;
import io.halflife.monitor.settings.SettingsReader;
import io.halflife.storage.retention.RetentionRules;
import io.halflife.storage.webhook.SealingKey;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a collector is set up.
 *
 * @param port 0 for any free port, like managementPort
 * @param development every scope for everybody; loopback hosts only
 * @param bodies how large a body may be
 * @param itemsMax items of one request
 * @param retention how long what is kept; a live prediction may be as old as raw rows are kept
 * @param secretKey what stored keys are checked with; empty only in development
 * @param rates of keys without limits of their own
 */
public record CollectorSettings(
        String host,
        int port,
        int managementPort,
        boolean development,
        BodyLimits bodies,
        int itemsMax,
        RetentionRules retention,
        Optional<SealingKey> secretKey,
        Rates rates) {

    public static final String HOST_DEFAULT = "127.0.0.1";
    public static final int PORT_DEFAULT = 8080;
    public static final int MANAGEMENT_PORT_DEFAULT = 8081;
    public static final int ITEMS_MAX_DEFAULT = 10_000;
    private static final int RETENTION_DAYS_MAX = 3650;
    private static final int PORT_MAX = 65_535;
    private static final int BODY_BYTES_CEILING = 256 << 20;

    public CollectorSettings {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(bodies, "bodies");
        Objects.requireNonNull(retention, "retention");
        Objects.requireNonNull(rates, "rates");
        if (itemsMax < 1) {
            throw new IllegalArgumentException("itemsMax is not positive: " + itemsMax);
        }
        if (development && !isLoopback(host)) {
            throw new SettingsException(
                    "HALFLIFE_DEV=true opens every door to everybody, so"
                            + " HALFLIFE_COLLECTOR_HOST must be a loopback address");
        }
        SealingKey.require(secretKey, development);
    }

    /** Everything by default, on these ports; keys are needed but in development. */
    public static CollectorSettings onLoopback(
            int port, int managementPort, Optional<SealingKey> secretKey, boolean development) {
        return new CollectorSettings(
                HOST_DEFAULT,
                port,
                managementPort,
                development,
                BodyLimits.DEFAULTS,
                ITEMS_MAX_DEFAULT,
                RetentionRules.DEFAULTS,
                secretKey,
                RateSettings.DEFAULTS);
    }

    /** The same without a key for secrets. */
    public static CollectorSettings onLoopback(int port, int managementPort, boolean development) {
        return onLoopback(port, managementPort, Optional.empty(), development);
    }

    /**
     * Reads {@code HALFLIFE_COLLECTOR_…}, {@code HALFLIFE_DEV} and {@code
     * HALFLIFE_…RETENTION_DAYS}.
     */
    public static CollectorSettings read(SettingsReader settings) {
        return new CollectorSettings(
                settings.text("HALFLIFE_COLLECTOR_HOST", HOST_DEFAULT),
                settings.integer("HALFLIFE_COLLECTOR_PORT", PORT_DEFAULT, 0, PORT_MAX),
                settings.integer(
                        "HALFLIFE_COLLECTOR_MANAGEMENT_PORT", MANAGEMENT_PORT_DEFAULT, 0, PORT_MAX),
                settings.flag("HALFLIFE_DEV", false),
                readBodies(settings),
                settings.integer("HALFLIFE_COLLECTOR_ITEMS_MAX", ITEMS_MAX_DEFAULT, 1, 1_000_000),
                readRetention(settings),
                SealingKey.read(settings),
                RateSettings.read(settings));
    }

    private static RetentionRules readRetention(SettingsReader settings) {
        RetentionRules defaults = RetentionRules.DEFAULTS;
        Duration raw = days(settings, "HALFLIFE_RETENTION_DAYS", defaults.raw());
        Duration labelsUnset = raw.compareTo(defaults.labels()) > 0 ? raw : defaults.labels();
        Duration labels = days(settings, "HALFLIFE_LABEL_RETENTION_DAYS", labelsUnset);
        if (labels.compareTo(raw) < 0) {
            throw new SettingsException(
                    "HALFLIFE_LABEL_RETENTION_DAYS is shorter than HALFLIFE_RETENTION_DAYS;"
                            + " labels are kept at least as long as predictions");
        }
        return new RetentionRules(
                raw,
                labels,
                days(settings, "HALFLIFE_LATENCY_RETENTION_DAYS", defaults.latencies()),
                days(settings, "HALFLIFE_REJECT_RETENTION_DAYS", defaults.rejects()),
                settings.flag("HALFLIFE_RETENTION_ARCHIVED_ONLY", defaults.archivedOnly()));
    }

    private static Duration days(SettingsReader settings, String key, Duration unset) {
        int days = settings.integer(key, (int) unset.toDays(), 1, RETENTION_DAYS_MAX);
        return Duration.ofDays(days);
    }

    private static BodyLimits readBodies(SettingsReader settings) {
        BodyLimits defaults = BodyLimits.DEFAULTS;
        int wire =
                settings.integer(
                        "HALFLIFE_COLLECTOR_BODY_BYTES_MAX",
                        defaults.wireBytes(),
                        1024,
                        BODY_BYTES_CEILING);
        int inflated =
                settings.integer(
                        "HALFLIFE_COLLECTOR_INFLATED_BYTES_MAX",
                        Math.max(wire, defaults.inflatedBytes()),
                        wire,
                        BODY_BYTES_CEILING);
        return new BodyLimits(wire, inflated, defaults.ratio(), defaults.deadline());
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new SettingsException("HALFLIFE_COLLECTOR_HOST is not a host of this machine");
        }
    }
}
