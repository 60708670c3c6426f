// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code postmaster.pid} says about the server of a data directory. The file outlives a server
 * that was killed, and its number may by then belong to another program.
 *
 * @param pid the server's process
 * @param port where it listens
 */
record PostmasterFile(long pid, int port) {

    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;

    static Path path(Path data) {
        return data.resolve("postmaster.pid");
    }

    /** Empty when there is no file, or one that a server never finished. */
    static Optional<PostmasterFile> read(Path data) throws IOException {
        try {
            List<String> lines = Files.readAllLines(path(data));
            return lines.size() <= PORT_LINE
                    ? Optional.empty()
                    : Optional.of(
                            new PostmasterFile(
                                    Long.parseLong(lines.get(PID_LINE).strip()),
                                    Integer.parseInt(lines.get(PORT_LINE).strip())));
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The path of the program that runs under this number now, when it is a Postgres. */
    Optional<Path> runningProgram() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().command())
                .map(Path::of)
                .filter(program -> program.endsWith("postgres"));
    }
}
