// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.start;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Loads what a run would load from the jars that talk to the database and decide, for an archive
 * that is made where there is no database: while a container's image is built. Spark's own classes
 * come with its start.
 */
public final class Training {

    private static final Pattern JARS =
            Pattern.compile(
                    "(analyzer|monitor-|statistics-|storage-|jdbi3-|HikariCP-|postgresql-"
                            + "|jackson-core|jackson-databind|jackson-annotations).*\\.jar");

    private static final String ENDING = ".class";

    private Training() {}

    /** Loads and links them; gives the number of their methods. */
    public static int load() throws IOException {
        int loaded = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path jar = Path.of(entry);
            if (JARS.matcher(jar.getFileName().toString()).matches()) {
                loaded += load(jar);
            }
        }
        return loaded;
    }

    private static int load(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            List<String> names;
            try (Stream<JarEntry> entries = jar.stream()) {
                names = entries.map(JarEntry::getName).filter(n -> n.endsWith(ENDING)).toList();
            }
            return names.stream().mapToInt(Training::methods).sum();
        }
    }

    /** Some extend what is not there: drivers for what nobody uses. */
    private static int methods(String name) {
        if (name.startsWith("META-INF") || name.endsWith("-info.class")) {
            return 0;
        }
        try {
            String type = name.substring(0, name.length() - ENDING.length()).replace('/', '.');
            Class<?> found = Class.forName(type, false, Training.class.getClassLoader());
            // Asking for the methods links a class without running its initializer.
            return found.getDeclaredMethods().length;
        } catch (ClassNotFoundException | LinkageError e) {
            return 0;
        }
    }
}
