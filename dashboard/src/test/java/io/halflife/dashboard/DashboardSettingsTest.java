// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.dashboard.metrics.ExporterSettings;
import io.halflife.monitor.settings.SettingsException;
import io.halflife.monitor.settings.SettingsReader;
import io.halflife.storage.webhook.SealingKey;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DashboardSettingsTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";

    private static final Map<String, String> DEVELOPMENT = Map.of("HALFLIFE_DEV", "true");

    @Test
    void withoutDevelopment_aSecretKeyIsNeeded() {
        SettingsException e = assertThrows(SettingsException.class, () -> read(Map.of()));

        assertTrue(e.getMessage().startsWith("HALFLIFE_SECRET_KEY or"), e.getMessage());
        assertFalse(read(Map.of("HALFLIFE_SECRET_KEY", SealingKey.random())).development());
    }

    @Test
    void defaults() {
        assertEquals(new DashboardSettings("127.0.0.1", 8090, 8091, "", true), read(DEVELOPMENT));
    }

    @Test
    void fullMapping() {
        assertEquals(
                new DashboardSettings(
                        "::1", 1, 2, KEY, true, new ExporterSettings(7, Duration.ofMinutes(1))),
                read(
                        Map.of(
                                "HALFLIFE_DASHBOARD_HOST", "::1",
                                "HALFLIFE_DASHBOARD_PORT", "1",
                                "HALFLIFE_DASHBOARD_MANAGEMENT_PORT", "2",
                                "HALFLIFE_DASHBOARD_CURSOR_KEY", KEY,
                                "HALFLIFE_METRICS_MAX_FEATURE_SERIES", "7",
                                "HALFLIFE_METRICS_ANALYZER_INTERVAL_SECONDS", "60",
                                "HALFLIFE_DEV", "true")));
    }

    @Test
    void development_isForLoopbackOnly() {
        assertThrows(
                SettingsException.class,
                () -> read(Map.of("HALFLIFE_DEV", "true", "HALFLIFE_DASHBOARD_HOST", "0.0.0.0")));
    }

    @Test
    void cursorKey_isLongAndNeverShown() {
        assertThrows(
                SettingsException.class,
                () -> read(Map.of("HALFLIFE_DASHBOARD_CURSOR_KEY", KEY.substring(1))));
        assertFalse(
                read(Map.of("HALFLIFE_DASHBOARD_CURSOR_KEY", KEY, "HALFLIFE_DEV", "true"))
                        .toString()
                        .contains(KEY));
    }

    private static DashboardSettings read(Map<String, String> environment) {
        return DashboardSettings.read(new SettingsReader(environment, path -> ""));
    }
}
