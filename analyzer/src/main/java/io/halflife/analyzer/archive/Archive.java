// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.archive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.analyzer.block.Failures;
import io.halflife.monitor.settings.SecretFile;
import io.halflife.monitor.settings.SettingsReader;
import io.halflife.storage.Storage;
import io.halflife.storage.StorageSettings;
import io.halflife.storage.archive.ArchivedFile;
import io.halflife.storage.json.Json;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes an archive and ends: a line of JSON for each file, {@code {"file":…,"rows":…,"bytes":…}},
 * and {@code {"ok":true,"files":…,"rows":…,"bytes":…}} at the end; in its place {@code
 * {"ok":false,"error":…}} and exit code 1. Starts no Spark.
 */
public final class Archive {

    private final PrintStream answers;
    private long files;
    private long rows;
    private long bytes;

    private Archive(PrintStream answers) {
        this.answers = answers;
    }

    public static void main(String[] args) {
        PrintStream answers =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        // Whatever a library prints must not be taken for an answer.
        System.setOut(System.err);
        System.exit(new Archive(answers).run(List.of(args)));
    }

    /** The exit code. */
    private int run(List<String> args) {
        try {
            ArchiveOptions options = ArchiveOptions.parse(args);
            SettingsReader reader = new SettingsReader(System.getenv(), SecretFile::read);
            StorageSettings database = StorageSettings.read(reader);
            reader.requireNothingLeft();
            try (Storage storage = Storage.open(database)) {
                new ArchiveRun(storage, options, this::tell).run();
            }
            ObjectNode end = Json.object().put("ok", true).put("files", files);
            answers.println(end.put("rows", rows).put("bytes", bytes));
            return 0;
        } catch (RuntimeException e) {
            answers.println(failure(e));
            return 1;
        }
    }

    private static ObjectNode failure(Exception e) {
        // These say what was wrong with a word; what they came from does not.
        boolean told = e instanceof ArchiveException || e instanceof IllegalArgumentException;
        String reason = told ? e.getMessage() : Failures.inOneLine(e);
        return Json.object().put("ok", false).put("error", reason);
    }

    private void tell(ArchivedFile file) {
        files++;
        rows += file.rows();
        bytes += file.bytes();
        ObjectNode line = Json.object().put("file", file.path());
        answers.println(line.put("rows", file.rows()).put("bytes", file.bytes()));
    }
}
