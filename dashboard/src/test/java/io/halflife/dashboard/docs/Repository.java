// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of the repository that are written for people. */
final class Repository {

    private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules");

    private Repository() {}

    static Path root() {
        return Path.of(System.getProperty("halflife.root")).toAbsolutePath().normalize();
    }

    static List<Path> documents() {
        return files(root(), ".md");
    }

    static List<Path> files(Path folder, String ending) {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(path -> path.toString().endsWith(ending))
                    .filter(Files::isRegularFile)
                    .filter(Repository::isOurs)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOurs(Path file) {
        for (Path part : root().relativize(file)) {
            if (NOT_OURS.contains(part.toString())) {
                return false;
            }
        }
        return true;
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
