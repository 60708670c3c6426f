// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.postgres;

import io.halflife.launcher.console.Refusal;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * Postgres' programs, unpacked from the jar of this platform. They are unpacked once, beside their
 * place, and moved there in one step: a folder that exists is complete.
 */
final class PostgresBinaries {

    private static final String PARTIAL = "partial-";

    private final Path folder;

    private PostgresBinaries(Path folder) {
        this.folder = folder;
    }

    /**
     * Unpacks them below the folder unless they are there already.
     *
     * @param parent for example {@code …/halflife/postgres}; exists
     */
    static PostgresBinaries below(Path parent) {
        try {
            Path folder = parent.resolve("binaries-" + fingerprint());
            if (!Files.isDirectory(folder)) {
                unpack(parent, folder);
            }
            return new PostgresBinaries(folder);
        } catch (IOException e) {
            throw Refusal.failed(
                    "cannot unpack Postgres below " + parent + ": " + e.getMessage(), e);
        }
    }

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    boolean holds(Path program) {
        return program.startsWith(folder);
    }

    /** For example {@code 18.6}. */
    String version() {
        String line = Command.run(List.of(), versionCommand()).lastLine();
        return line.substring(line.lastIndexOf(' ') + 1);
    }

    private List<String> versionCommand() {
        return List.of(program("postgres").toString(), "--version");
    }

    private static void unpack(Path parent, Path folder) throws IOException {
        removePartial(parent);
        Path partial = Files.createTempDirectory(parent, PARTIAL);
        try (InputStream packed = packed();
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
            for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
                restore(partial, e, tar);
            }
        }
        Files.setPosixFilePermissions(partial, permissions(0755));
        Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void restore(Path root, TarArchiveEntry entry, InputStream content)
            throws IOException {
        Path path = root.resolve(entry.getName()).normalize();
        if (!path.startsWith(root)) {
            throw new IOException("the archive names a path outside itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, path);
            Files.setPosixFilePermissions(path, permissions(entry.getMode()));
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        // The constants are declared from OWNER_READ to OTHERS_EXECUTE, as the bits are.
        PosixFilePermission[] all = PosixFilePermission.values();
        Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
        for (int i = 0; i < all.length; i++) {
            if ((mode & (0400 >> i)) != 0) {
                set.add(all[i]);
            }
        }
        return set;
    }

    /** What an interrupted start left behind. */
    private static void removePartial(Path parent) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            for (Path entry : entries.toList()) {
                if (entry.getFileName().toString().startsWith(PARTIAL)) {
                    FileTree.delete(entry);
                }
            }
        }
    }

    private static String fingerprint() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream packed = new DigestInputStream(packed(), digest)) {
                packed.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static InputStream packed() {
        String name = resourceName();
        InputStream stream = PostgresBinaries.class.getResourceAsStream("/" + name);
        if (stream == null) {
            throw new Refusal(
                    Refusal.UNAVAILABLE,
                    "this build has no Postgres for "
                            + System.getProperty("os.name")
                            + " on "
                            + System.getProperty("os.arch")
                            + ": set HALFLIFE_DB_URL to a Postgres of yours");
        }
        return new BufferedInputStream(stream, 1 << 16);
    }

    private static String resourceName() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String family = system.startsWith("mac") ? "darwin" : "linux";
        String machine =
                switch (System.getProperty("os.arch")) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> System.getProperty("os.arch");
                };
        return "postgres-" + family + "-" + machine + ".txz";
    }
}
