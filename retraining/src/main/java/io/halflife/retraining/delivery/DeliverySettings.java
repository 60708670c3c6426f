// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.retraining.delivery;

import io.halflife.monitor.settings.SettingsException;
import io.halflife.monitor.settings.SettingsReader;
import io.halflife.storage.webhook.SealingKey;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How messages are sent.
 *
 * @param key opens the endpoints' secrets; empty: messages wait
 * @param connectTimeout until the connection stands
 * @param totalTimeout of an attempt, from the first to the last byte
 * @param dashboardUrl where people find the evidence, without a slash at its end; the empty string:
 *     messages carry no link
 * @param development http and private addresses are allowed
 */
public record DeliverySettings(
        Optional<SealingKey> key,
        Duration connectTimeout,
        Duration totalTimeout,
        String dashboardUrl,
        boolean development) {

    public static final int CONNECT_TIMEOUT_DEFAULT = 5_000;
    public static final int TOTAL_TIMEOUT_DEFAULT = 15_000;

    private static final int TIMEOUT_MIN = 100;
    private static final int TIMEOUT_MAX = 60_000;

    /** Of https receivers, and without a key: nothing is sent. */
    public static final DeliverySettings DEFAULTS =
            new DeliverySettings(
                    Optional.empty(),
                    Duration.ofMillis(CONNECT_TIMEOUT_DEFAULT),
                    Duration.ofMillis(TOTAL_TIMEOUT_DEFAULT),
                    "",
                    false);

    public DeliverySettings {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(connectTimeout, "connectTimeout");
        Objects.requireNonNull(totalTimeout, "totalTimeout");
        dashboardUrl = checked(dashboardUrl);
    }

    public static DeliverySettings read(SettingsReader reader) {
        return new DeliverySettings(
                SealingKey.read(reader),
                Duration.ofMillis(
                        reader.integer(
                                "HALFLIFE_RETRAINING_CONNECT_TIMEOUT",
                                CONNECT_TIMEOUT_DEFAULT,
                                TIMEOUT_MIN,
                                TIMEOUT_MAX)),
                Duration.ofMillis(
                        reader.integer(
                                "HALFLIFE_RETRAINING_TOTAL_TIMEOUT",
                                TOTAL_TIMEOUT_DEFAULT,
                                TIMEOUT_MIN,
                                TIMEOUT_MAX)),
                reader.text("HALFLIFE_RETRAINING_DASHBOARD_URL", ""),
                reader.flag("HALFLIFE_DEV", false));
    }

    private static String checked(String url) {
        if (url.isEmpty()) {
            return url;
        }
        try {
            URI uri = URI.create(url);
            if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
                return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
            }
        } catch (IllegalArgumentException e) {
            throw new SettingsException(wrong());
        }
        throw new SettingsException(wrong());
    }

    private static String wrong() {
        return "HALFLIFE_RETRAINING_DASHBOARD_URL must be a URL such as https://halflife.example";
    }

    /** How long an attempt may be under way before somebody else may make the next one. */
    Duration lease() {
        return totalTimeout.plusSeconds(15);
    }
}
