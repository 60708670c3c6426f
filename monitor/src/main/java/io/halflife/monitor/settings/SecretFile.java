// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** A file that holds a secret: one that everybody on the machine may read holds none. */
public final class SecretFile {

    /** A secret is short; a larger file is some other file. */
    private static final int BYTES_MAX = 64 << 10;

    private SecretFile() {}

    /**
     * Its content.
     *
     * @throws SettingsException when it cannot be read, or others than owner and group can read or
     *     change it; never with its content
     */
    public static String read(String path) {
        try {
            Path file = Path.of(path);
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                requirePrivate(file);
            }
            if (Files.size(file) > BYTES_MAX) {
                throw new SettingsException("the file " + path + " is too large for a secret");
            }
            return Files.readString(file);
        } catch (IOException | InvalidPathException e) {
            throw new SettingsException("the file " + path + " cannot be read");
        }
    }

    private static void requirePrivate(Path file) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (permissions.contains(PosixFilePermission.OTHERS_READ)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new SettingsException(
                    "everybody on this machine can read or change the file "
                            + file
                            + "; run chmod o-rw on it, and replace the secret if others were there");
        }
    }
}
