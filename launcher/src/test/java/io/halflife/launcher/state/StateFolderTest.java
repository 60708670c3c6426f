// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.halflife.launcher.console.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {

    @TempDir Path home;

    @Test
    void of_stateHomeWinsOverHome() {
        assertEquals(
                Path.of("/s/halflife"),
                StateFolder.of(Map.of("XDG_STATE_HOME", "/s", "HOME", "/h"), null).root());
        assertEquals(
                Path.of("/h/.local/state/halflife"),
                StateFolder.of(Map.of("HOME", "/h"), null).root());
    }

    /** The XDG rules say to ignore a path that is not absolute. */
    @Test
    void of_relativeStateHome_isIgnored() {
        assertEquals(
                Path.of("/h/.local/state/halflife"),
                StateFolder.of(Map.of("XDG_STATE_HOME", "state", "HOME", "/h"), null).root());
    }

    @Test
    void of_neither_saysWhatToSet() {
        String message =
                assertThrows(Refusal.class, () -> StateFolder.of(Map.of(), null)).getMessage();

        assertEquals(
                "neither XDG_STATE_HOME nor HOME names a folder: set XDG_STATE_HOME to one that"
                        + " you may write to",
                message);
    }

    @Test
    void prepared_isPrivate() throws Exception {
        StateFolder folder = new StateFolder(home.resolve("a/b")).prepared("rwx------");

        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.root())));
    }

    @Test
    void prepared_whereAFileStands_isOneLine() throws Exception {
        Path file = Files.createFile(home.resolve("taken"));

        String message =
                assertThrows(Refusal.class, () -> new StateFolder(file).prepared("rwx------"))
                        .getMessage();

        assertEquals(
                "cannot write to the state folder "
                        + file
                        + ": make it yours, or set XDG_STATE_HOME to another folder",
                message);
    }

    @Test
    void running_comesBackAsItWasWritten() throws Exception {
        StateFolder folder = new StateFolder(home).prepared("rwx------");
        RunningServices running =
                new RunningServices(
                        1,
                        "up",
                        "0.1.0",
                        "jdbc:postgresql://127.0.0.1:1/halflife",
                        "halflife",
                        true,
                        2,
                        "token",
                        List.of(new RunningServices.Service("collector", 1, 8080, 8081, "0.1.0")));

        running.write(folder);

        assertEquals(Optional.of(running), RunningServices.read(folder));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(home.resolve("running.json"))));
        RunningServices.clear(folder);
        assertEquals(Optional.empty(), RunningServices.read(folder));
    }

    @Test
    void ownerProcess_freeFolder_isEmpty() {
        StateFolder folder = new StateFolder(home).prepared("rwx------");

        assertEquals(Optional.empty(), OwnerLock.ownerProcess(folder));
        try (OwnerLock lock = OwnerLock.tryTake(folder, "up").orElseThrow()) {
            assertEquals(
                    "process " + ProcessHandle.current().pid() + " (up)", OwnerLock.owner(folder));
            assertEquals(OwnerLock.class, lock.getClass());
        }
        assertEquals(Optional.empty(), OwnerLock.ownerProcess(folder));
    }
}
