// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.launcher.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretKeyFileTest {

    @TempDir private Path root;

    @Test
    void addTo_makesAKeyOnceThatOnlyTheOwnerReads() throws IOException {
        StateFolder folder = new StateFolder(root);

        Map<String, String> first = SecretKeyFile.addTo(Map.of("PATH", "/bin"), folder);
        Path file = Path.of(first.get("HALFLIFE_SECRET_KEY_FILE"));
        String key = Files.readString(file);
        Map<String, String> second = SecretKeyFile.addTo(Map.of("PATH", "/bin"), folder);

        assertEquals(first, second);
        assertEquals(key, Files.readString(file));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertTrue(ServiceSettings.read(first, false).dashboard().secretKey().isPresent());
        assertTrue(ServiceSettings.read(first, false).retraining().delivery().key().isPresent());
    }

    @Test
    void addTo_leavesAStatedKey() {
        Map<String, String> stated = Map.of("HALFLIFE_SECRET_KEY", "stated");

        assertEquals(stated, SecretKeyFile.addTo(stated, new StateFolder(root)));
        assertFalse(Files.exists(root.resolve("secret-key")));
    }
}
