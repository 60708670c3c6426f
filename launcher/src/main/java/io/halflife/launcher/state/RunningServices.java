// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.state;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.halflife.launcher.console.Refusal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What runs in a state folder and where: written once everything answers, removed at the end. It
 * may only be believed while the folder is owned.
 *
 * @param owner the launcher's process
 * @param verb what the owner does
 * @param version the launcher's version
 * @param databaseUrl JDBC URL
 * @param databaseUser the user to connect as; the password is not here
 * @param embedded whether the database is the embedded one of this folder
 * @param controlPort where the analyzer may be asked
 * @param controlToken proves to that port that one may read this folder
 * @param services one entry each
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunningServices(
        long owner,
        String verb,
        String version,
        String databaseUrl,
        String databaseUser,
        boolean embedded,
        int controlPort,
        String controlToken,
        List<Service> services) {

    /**
     * One service.
     *
     * @param port where it answers; 0 when it has no port
     * @param managementPort health and metrics; 0 when it has none
     */
    public record Service(String name, long pid, int port, int managementPort, String version) {

        /** Where every service of this machine listens. */
        public static final String HOST = "127.0.0.1";

        public Service {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(version, "version");
        }

        /** Where it answers. */
        public URI address() {
            return URI.create("http://" + HOST + ":" + port);
        }

        /** Where its health and metrics are. */
        public URI management() {
            return URI.create("http://" + HOST + ":" + managementPort);
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    public RunningServices {
        Objects.requireNonNull(databaseUrl, "databaseUrl");
        Objects.requireNonNull(controlToken, "controlToken");
        services = List.copyOf(services);
    }

    /** What the folder says runs in it; empty when nothing was announced. */
    public static Optional<RunningServices> read(StateFolder folder) {
        try {
            return Optional.of(
                    JSON.readValue(Files.readString(folder.running()), RunningServices.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw Refusal.failed("cannot read " + folder.running() + ": " + e.getMessage(), e);
        }
    }

    /** Announces it, at once and readable only by the owner of the folder. */
    public void write(StateFolder folder) {
        try {
            Path file = Files.createTempFile(folder.root(), "running", ".json");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
            Files.move(
                    file,
                    folder.running(),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw Refusal.failed("cannot write " + folder.running() + ": " + e.getMessage(), e);
        }
    }

    /** Takes the announcement back. */
    public static void clear(StateFolder folder) {
        try {
            Files.deleteIfExists(folder.running());
        } catch (IOException e) {
            throw Refusal.failed("cannot remove " + folder.running() + ": " + e.getMessage(), e);
        }
    }

    public Service service(String name) {
        return services.stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.failed("no service " + name + " runs"));
    }
}
