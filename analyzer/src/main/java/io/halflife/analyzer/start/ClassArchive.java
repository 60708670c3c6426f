// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classes of this process in the form in which Java maps them into memory: the next start does
 * not read, check and link them again. The start script names the file when it is wanted and not
 * there; it is written once, when there is nothing else to do. A failure is said and harms nothing.
 * One thread.
 */
public final class ClassArchive {

    private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);
    private static final String ENDING = ".jsa";

    /** Installations that share a folder; the archives of older ones are removed. */
    private static final int KEPT_MAX = 3;

    /** Up to the size, which ends the name; null when none is wanted. */
    private Path name;

    private ClassArchive(Path name) {
        this.name = name;
    }

    /**
     * The one that the start script asked for with {@code -Dhalflife.archive}; else none. Its name
     * ends in its size, by which the script knows one that was cut short.
     */
    public static ClassArchive ofProcess() {
        String path = System.getProperty("halflife.archive", "");
        return new ClassArchive(path.isEmpty() ? null : Path.of(path));
    }

    /** Writes it, if it is wanted and not yet written. Java stands still meanwhile. */
    public void write() {
        if (name == null) {
            return;
        }
        Path wanted = name;
        name = null;
        try {
            long started = System.nanoTime();
            Path written = write(wanted);
            LOG.info(
                    "classes archived in {}: {} MB, {} ms; the next start is faster",
                    written,
                    Files.size(written) / 1_000_000,
                    (System.nanoTime() - started) / 1_000_000);
        } catch (IOException | UncheckedIOException | JMException e) {
            LOG.warn("classes are not archived, starts stay slow: {}", e.getMessage());
        }
    }

    private static Path write(Path wanted) throws IOException, JMException {
        Path part = Files.createTempFile(wanted.getParent(), "part", ".tmp");
        try {
            Files.delete(part);
            String answer = dump(part);
            if (!Files.exists(part)) {
                throw new IOException(answer.strip());
            }
            try (FileChannel written = FileChannel.open(part, StandardOpenOption.READ)) {
                written.force(true);
            }
            // Another process may write the same: whichever stands is whole.
            Path whole =
                    wanted.resolveSibling(wanted.getFileName() + "-" + Files.size(part) + ENDING);
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
            tidy(wanted.getParent());
            return whole;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Asks the virtual machine, as {@code jcmd} would. */
    private static String dump(Path part) throws JMException {
        Object[] words = {new String[] {"dynamic_dump", part.toString()}};
        String[] types = {String[].class.getName()};
        return ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "vmCds",
                        words,
                        types)
                .toString();
    }

    /** Removes what former installations, and starts that were killed, left behind. */
    private static void tidy(Path folder) throws IOException {
        Instant old = Instant.now().minus(1, ChronoUnit.HOURS);
        for (Path left : newestFirst(folder, ".tmp")) {
            if (modified(left).toInstant().isBefore(old)) {
                Files.deleteIfExists(left);
            }
        }
        List<Path> archives = newestFirst(folder, ENDING);
        for (Path former : archives.subList(Math.min(KEPT_MAX, archives.size()), archives.size())) {
            Files.deleteIfExists(former);
        }
    }

    private static List<Path> newestFirst(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted(Comparator.comparing(ClassArchive::modified).reversed())
                    .toList();
        }
    }

    /** The epoch for a file that somebody else has removed meanwhile. */
    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.from(Instant.EPOCH);
        }
    }
}
