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
import java.util.List;
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

    /** People paste it into a shell. */
    @Test
    void collectorUrl_isAnAddressAndNothingElse() {
        assertEquals(
                "https://in.example:8443/halflife", collector("https://in.example:8443/halflife"));
        assertEquals("http://[::1]:9", collector("http://[::1]:9"));
        for (String wrong :
                List.of(
                        "in.example:80",
                        "http://a b",
                        "http://a;id",
                        "ftp://a",
                        "http://a?k=$(id)")) {
            SettingsException refused =
                    assertThrows(SettingsException.class, () -> collector(wrong), wrong);
            assertTrue(
                    refused.getMessage().startsWith("HALFLIFE_DASHBOARD_COLLECTOR_URL"),
                    refused.getMessage());
        }
    }

    private static String collector(String url) {
        return read(Map.of("HALFLIFE_DEV", "true", "HALFLIFE_DASHBOARD_COLLECTOR_URL", url))
                .collectorUrl();
    }

    @Test
    void besideCollector_givesWayToWhatWasSet() {
        DashboardSettings defaults = read(DEVELOPMENT);

        assertEquals("http://[::1]:7", defaults.besideCollector("http://[::1]:7").collectorUrl());
        DashboardSettings set =
                read(
                        Map.of(
                                "HALFLIFE_DEV",
                                "true",
                                "HALFLIFE_DASHBOARD_COLLECTOR_URL",
                                "https://in.example"));
        assertEquals(set, set.besideCollector("http://[::1]:7"));
    }

    private static DashboardSettings read(Map<String, String> environment) {
        return DashboardSettings.read(new SettingsReader(environment, path -> ""));
    }
}
