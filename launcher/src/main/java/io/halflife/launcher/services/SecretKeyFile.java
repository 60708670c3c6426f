// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.services;

import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.state.StateFolder;
import io.halflife.storage.webhook.SealingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

/**
 * The key of this machine's installation, for the secrets of webhook endpoints and API keys: made
 * once, in a file that only its owner reads. Without it the secrets in the database cannot be read.
 */
public final class SecretKeyFile {

    private static final String SETTING_FILE = SealingKey.SETTING + "_FILE";

    private SecretKeyFile() {}

    /** The environment, which names the file unless it names a key of its own. */
    static Map<String, String> addTo(Map<String, String> environment, StateFolder folder) {
        if (environment.containsKey(SealingKey.SETTING) || environment.containsKey(SETTING_FILE)) {
            return environment;
        }
        Map<String, String> more = new HashMap<>(environment);
        more.put(SETTING_FILE, made(file(folder)).toString());
        return more;
    }

    /**
     * The key of the installation that the workplace belongs to.
     *
     * @throws Refusal where the database is another machine's and nobody said what its services
     *     use: keys made with a key of our own would open nothing
     */
    public static SealingKey keyOf(Workplace workplace) {
        Map<String, String> environment = workplace.environment();
        boolean stated =
                environment.containsKey(SealingKey.SETTING)
                        || environment.containsKey(SETTING_FILE);
        if (!stated && !workplace.embedded() && !Files.exists(file(workplace.folder()))) {
            throw Refusal.failed(
                    "set "
                            + SealingKey.SETTING
                            + " or "
                            + SETTING_FILE
                            + " to what the services of this database use");
        }
        return SealingKey.read(ServiceSettings.reader(addTo(environment, workplace.folder())))
                .orElseThrow();
    }

    private static Path file(StateFolder folder) {
        return folder.root().resolve("secret-key");
    }

    /** Whole or not there: a key that was written by half would seal what nobody can open. */
    private static Path made(Path file) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            if (!Files.exists(file)) {
                Files.deleteIfExists(part);
                Files.createFile(
                        part,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
                Files.writeString(part, SealingKey.random() + "\n", StandardOpenOption.SYNC);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return file;
        } catch (IOException e) {
            throw Refusal.failed("cannot write the key for secrets " + file, e);
        }
    }
}
