// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.retraining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.settings.SettingsException;
import io.halflife.monitor.settings.SettingsReader;
import io.halflife.storage.webhook.SealingKey;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetrainingSettingsTest {

    @Test
    void defaults() {
        RetrainingSettings settings = read(Map.of("HALFLIFE_DEV", "true"));

        assertEquals("127.0.0.1", settings.managementHost());
        assertEquals(8101, settings.managementPort());
        assertTrue(settings.delivery().key().isEmpty());
    }

    @Test
    void withoutDevelopment_aSecretKeyIsNeeded() {
        SettingsException e = assertThrows(SettingsException.class, () -> read(Map.of()));

        assertTrue(e.getMessage().startsWith("HALFLIFE_SECRET_KEY or"), e.getMessage());
    }

    @Test
    void fullMapping() {
        RetrainingSettings settings =
                read(
                        Map.of(
                                "HALFLIFE_RETRAINING_MANAGEMENT_HOST", "0.0.0.0",
                                "HALFLIFE_RETRAINING_MANAGEMENT_PORT", "9",
                                "HALFLIFE_RETRAINING_CONNECT_TIMEOUT", "1000",
                                "HALFLIFE_RETRAINING_TOTAL_TIMEOUT", "2000",
                                "HALFLIFE_RETRAINING_DASHBOARD_URL", "https://halflife.example/",
                                "HALFLIFE_SECRET_KEY", SealingKey.random(),
                                "HALFLIFE_DEV", "true"));

        assertEquals("0.0.0.0", settings.managementHost());
        assertEquals(9, settings.managementPort());
        assertEquals(Duration.ofSeconds(1), settings.delivery().connectTimeout());
        assertEquals(Duration.ofSeconds(2), settings.delivery().totalTimeout());
        assertEquals("https://halflife.example", settings.delivery().dashboardUrl());
        assertTrue(settings.delivery().key().isPresent());
        assertTrue(settings.delivery().development());
    }

    @ParameterizedTest
    @ValueSource(strings = {"halflife.example", "ftp://halflife.example", "https:// x"})
    void dashboardUrl_mustBeOne(String url) {
        SettingsException e =
                assertThrows(
                        SettingsException.class,
                        () -> read(Map.of("HALFLIFE_RETRAINING_DASHBOARD_URL", url)));

        assertTrue(e.getMessage().startsWith("HALFLIFE_RETRAINING_DASHBOARD_URL must be a URL"));
    }

    private static RetrainingSettings read(Map<String, String> environment) {
        return RetrainingSettings.read(new SettingsReader(environment, path -> ""));
    }
}
