// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.state;

import io.halflife.launcher.console.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * The folder in which the one-machine mode keeps its database, logs and notes. {@code reset}
 * removes models from it, deleting the folder removes everything.
 *
 * @param root absolute
 */
public record StateFolder(Path root) {

    /** Where the state lives when Postgres must run as another user than root. */
    public static final Path SHARED_ROOT = Path.of("/var/lib/halflife");

    public StateFolder {
        root = root.toAbsolutePath().normalize();
    }

    /**
     * The user's state folder: {@code $XDG_STATE_HOME/halflife}, else {@code
     * ~/.local/state/halflife}.
     *
     * @param otherwise the folder when XDG_STATE_HOME is not set; null: below the home folder
     */
    public static StateFolder of(Map<String, String> environment, Path otherwise) {
        String stateHome = environment.getOrDefault("XDG_STATE_HOME", "");
        if (stateHome.startsWith("/")) {
            return new StateFolder(Path.of(stateHome, "halflife"));
        }
        if (otherwise != null) {
            return new StateFolder(otherwise);
        }
        String home = environment.getOrDefault("HOME", "");
        if (!home.startsWith("/")) {
            throw new Refusal(
                    Refusal.FAILED,
                    "neither XDG_STATE_HOME nor HOME names a folder: set XDG_STATE_HOME to one"
                            + " that you may write to");
        }
        return new StateFolder(Path.of(home, ".local", "state", "halflife"));
    }

    /**
     * Makes the folder when it is missing and checks that it can be written to.
     *
     * @param permissions of a folder made now, for example {@code rwx------}
     * @throws Refusal naming the folder
     */
    public StateFolder prepared(String permissions) {
        try {
            if (!Files.isDirectory(root)) {
                Files.createDirectories(root);
                Files.setPosixFilePermissions(root, PosixFilePermissions.fromString(permissions));
            }
            Files.createDirectories(logs());
            Files.delete(Files.createTempFile(root, "writable", ""));
            return this;
        } catch (IOException e) {
            throw new Refusal(
                    Refusal.FAILED,
                    "cannot write to the state folder "
                            + root
                            + ": make it yours, or set XDG_STATE_HOME to another folder",
                    e);
        }
    }

    public Path logs() {
        return root.resolve("log");
    }

    /** Where the analyzer archives its classes when it may not do so beside itself. */
    public Path classes() {
        return root.resolve("classes");
    }

    public Path postgres() {
        return root.resolve("postgres");
    }

    /** Temporary files of the services; emptied at each start. */
    public Path temporary() {
        return root.resolve("tmp");
    }

    Path lock() {
        return root.resolve("lock");
    }

    Path running() {
        return root.resolve("running.json");
    }
}
