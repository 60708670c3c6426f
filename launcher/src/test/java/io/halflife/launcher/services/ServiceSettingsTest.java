// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.launcher.console.Refusal;
import io.halflife.monitor.settings.SettingsException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceSettingsTest {

    @Test
    void read_fixedPorts_areTheDocumentedOnes() {
        ServiceSettings settings = ServiceSettings.read(Map.of(), true);

        assertEquals(8080, settings.collector().port());
        assertEquals(8081, settings.collector().managementPort());
        assertEquals(8090, settings.dashboard().port());
        assertEquals(8091, settings.dashboard().managementPort());
        assertEquals(8101, settings.retraining().managementPort());
        assertTrue(settings.collector().development());
        assertTrue(settings.dashboard().development());
    }

    @Test
    void read_freePorts_winOverStatedOnes() {
        ServiceSettings settings =
                ServiceSettings.read(Map.of("HALFLIFE_COLLECTOR_PORT", "9999"), false);

        assertEquals(0, settings.collector().port());
        assertEquals(0, settings.dashboard().managementPort());
    }

    @Test
    void read_analyzersKeys_areHandedOn() {
        ServiceSettings settings =
                ServiceSettings.read(
                        Map.of("HALFLIFE_ANALYZER_PROFILE_POINTS", "100", "PATH", "/bin"), true);

        assertEquals(Map.of("HALFLIFE_ANALYZER_PROFILE_POINTS", "100"), settings.analyzer());
    }

    @Test
    void read_misspeltKey_isNamedWithTheNearest() {
        String message =
                assertThrows(
                                SettingsException.class,
                                () ->
                                        ServiceSettings.read(
                                                Map.of("HALFLIFE_COLECTOR_PORT", "1"), true))
                        .getMessage();

        assertEquals(
                "unknown setting HALFLIFE_COLECTOR_PORT; did you mean HALFLIFE_COLLECTOR_PORT?",
                message);
    }

    @Test
    void requireFreePorts_takenPort_namesServiceAndSetting() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            ServiceSettings settings =
                    ServiceSettings.read(Map.of("HALFLIFE_COLLECTOR_PORT", "" + port), true);

            String message = assertThrows(Refusal.class, settings::requireFreePorts).getMessage();

            assertEquals(
                    "port "
                            + port
                            + " of the collector is in use: free it, or set"
                            + " HALFLIFE_COLLECTOR_PORT to another",
                    message);
        }
    }
}
