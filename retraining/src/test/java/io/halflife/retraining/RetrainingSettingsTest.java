// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.retraining;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.monitor.settings.SettingsReader;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetrainingSettingsTest {

    @Test
    void defaults() {
        assertEquals(new RetrainingSettings("127.0.0.1", 8101), read(Map.of()));
    }

    @Test
    void fullMapping() {
        assertEquals(
                new RetrainingSettings("0.0.0.0", 9),
                read(
                        Map.of(
                                "HALFLIFE_RETRAINING_MANAGEMENT_HOST", "0.0.0.0",
                                "HALFLIFE_RETRAINING_MANAGEMENT_PORT", "9")));
    }

    private static RetrainingSettings read(Map<String, String> environment) {
        return RetrainingSettings.read(new SettingsReader(environment, path -> ""));
    }
}
