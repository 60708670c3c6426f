// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssetsTest {

    /**
     * What others wrote is exactly what they released: uPlot 1.6.32 and the Inter of Fontsource.
     */
    @ParameterizedTest
    @CsvSource({
        "uplot/uPlot.iife.min.js, 19c8d4c6ad88929a79f4ae49d6f7161566dfd0ba3d15cc495e974f787eb78f1f",
        "uplot/uPlot.min.css, df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04",
        "uplot/LICENSE, 8f989229699b4fe2f1a0432d0e9edc338a8a911e250e2d1b01ecd770a5f5b1bd",
        "inter/inter-latin.woff2, 3100e775e8616cd2611beecfa23a4263d7037586789b43f035236a2e6fbd4c62",
        "inter/LICENSE, 3b0a5fca3d17942cde889069889dedbbbd075e9b599968c82a95f4d944e9b345"
    })
    void vendored_isWhatWasReleased(String file, String sha256)
            throws IOException, NoSuchAlgorithmException {
        try (InputStream in =
                Assets.class.getResourceAsStream("/io/halflife/dashboard/assets/" + file)) {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
            assertEquals(sha256, HexFormat.of().formatHex(sum));
        }
    }

    @Test
    void path_holdsTheDigestOfTheContents() {
        assertEquals("/assets/" + Assets.digest() + "/halflife.css", Assets.path("halflife.css"));
        assertTrue(Assets.digest().matches("[0-9a-f]{12}"), Assets.digest());
        assertThrows(IllegalArgumentException.class, () -> Assets.path("nothing.css"));
        assertTrue(Assets.content("nothing.css").isEmpty());
    }

    /** A script that imports what is not served would leave a page dead. */
    @Test
    void scripts_importOnlyWhatIsServed() {
        int found = 0;
        for (String name : Assets.names()) {
            if (!name.endsWith(".js")) {
                continue;
            }
            String script = new String(Assets.content(name).orElseThrow(), StandardCharsets.UTF_8);
            Matcher imported = Pattern.compile("from \"\\./([^\"]+)\"").matcher(script);
            while (imported.find()) {
                found++;
                assertTrue(Assets.content(imported.group(1)).isPresent(), imported.group());
            }
        }
        assertTrue(found >= 8, found + " imports");
    }

    /** The policy forbids what would make text into code or markup. */
    @Test
    void scripts_makeNoCodeOrMarkupFromText() {
        Pattern forbidden =
                Pattern.compile(
                        "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(");
        for (String name : Assets.names()) {
            if (name.endsWith(".js") && !name.startsWith("uPlot")) {
                String script =
                        new String(Assets.content(name).orElseThrow(), StandardCharsets.UTF_8);
                assertFalse(forbidden.matcher(script).find(), name);
            }
        }
    }
}
