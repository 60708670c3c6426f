// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The archive of classes: made when it is missing, used when it fits, harmless when it is broken.
 */
class ClassArchiveIT {

    private static final String KEY = "HALFLIFE_ANALYZER_ARCHIVE";

    @TempDir Path folder;

    /** What a process with these settings logged that ended well. */
    private static String said(Map<String, String> settings, String... words) {
        try (AnalyzerProcess process = AnalyzerProcess.start(settings, words)) {
            assertTrue(process.answer().path("ok").booleanValue());
            assertEquals(null, process.line());
            assertEquals(0, process.exitCode(Duration.ofMinutes(1)));
            return process.said();
        }
    }

    private static List<Path> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void archive_isMadeOnceAndUsed() throws IOException {
        Path archives = folder.resolve("archives");
        Map<String, String> settings = Map.of(KEY, archives.toString());

        String first = said(settings, "--archive");
        assertTrue(first.contains("classes archived in " + archives), first);
        List<Path> made = in(archives);
        assertEquals(1, made.size(), made.toString());

        Map<String, String> listing =
                Map.of(
                        KEY,
                        archives.toString(),
                        "HALFLIFE_ANALYZER_JAVA_OPTIONS",
                        "-Xmx2g -Xlog:class+load:file=" + folder.resolve("loaded"));
        // Other words for Java are another archive.
        said(listing, "--archive");
        assertEquals(2, in(archives).size());
        said(listing, "--check");
        String loaded = Files.readString(folder.resolve("loaded"));
        assertTrue(
                loaded.contains("io.halflife.analyzer.Main source: shared objects file (top)"),
                loaded);
        assertEquals(2, in(archives).size(), "it was made again");
    }

    @Test
    void brokenArchive_isNoObstacle() throws IOException {
        Path archives = Files.createDirectory(folder.resolve("archives"));
        Map<String, String> settings = Map.of(KEY, archives.toString());
        said(settings, "--archive");
        Path archive = in(archives).get(0);
        byte[] bytes = Files.readAllBytes(archive);
        Files.delete(archive);
        Files.write(archive, java.util.Arrays.copyOf(bytes, bytes.length / 3));

        said(settings, "--check");

        Files.write(archive, new byte[4096]);
        said(settings, "--check");
    }

    @Test
    void folderThatCannotBeWritten_isNoObstacle() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");

        String said = said(Map.of(KEY, file.resolve("archives").toString()), "--check");

        assertFalse(said.contains("archive"), said);
        assertEquals("no folder", Files.readString(file));
    }

    @Test
    void none_leavesNothing() {
        String said = said(Map.of(KEY, "none"), "--check");

        assertFalse(said.contains("archive"), said);
    }
}
