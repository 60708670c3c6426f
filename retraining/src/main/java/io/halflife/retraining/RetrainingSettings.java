// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.retraining;

import io.halflife.monitor.settings.SettingsReader;
import io.halflife.retraining.delivery.DeliverySettings;
import io.halflife.storage.webhook.SealingKey;
import java.util.Objects;

/**
 * How messages are sent, and where the service tells its operator how it is.
 *
 * @param managementHost of health and metrics
 * @param managementPort 0 for any free one
 * @param delivery how messages are sent
 */
public record RetrainingSettings(
        String managementHost, int managementPort, DeliverySettings delivery) {

    public static final String MANAGEMENT_HOST_DEFAULT = "127.0.0.1";
    public static final int MANAGEMENT_PORT_DEFAULT = 8101;

    private static final int PORT_MAX = 65_535;

    public RetrainingSettings {
        Objects.requireNonNull(managementHost, "managementHost");
        Objects.requireNonNull(delivery, "delivery");
    }

    /** Without a key: nothing is sent. */
    public RetrainingSettings(String managementHost, int managementPort) {
        this(managementHost, managementPort, DeliverySettings.DEFAULTS);
    }

    /**
     * Reads {@code HALFLIFE_RETRAINING_…}.
     *
     * @throws io.halflife.monitor.settings.SettingsException also when there is no key for secrets
     *     outside development: then nothing could ever be sent
     */
    public static RetrainingSettings read(SettingsReader reader) {
        RetrainingSettings settings = readAll(reader);
        SealingKey.require(settings.delivery().key(), settings.delivery().development());
        return settings;
    }

    private static RetrainingSettings readAll(SettingsReader reader) {
        return new RetrainingSettings(
                reader.text("HALFLIFE_RETRAINING_MANAGEMENT_HOST", MANAGEMENT_HOST_DEFAULT),
                reader.integer(
                        "HALFLIFE_RETRAINING_MANAGEMENT_PORT",
                        MANAGEMENT_PORT_DEFAULT,
                        0,
                        PORT_MAX),
                DeliverySettings.read(reader));
    }
}
