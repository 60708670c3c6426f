// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The table of docs/reliability.md, in target/faults/report.md: one file for each row, put together
 * after each.
 */
final class FaultReport {

    private static final String HEAD =
            "| row | fault | seed | runs | acked | unknown (stored) | rejected | lost | doubled | s"
                    + " | notes |\n|---|---|---|---|---|---|---|---|---|---|---|\n";

    private final Path folder = Path.of("target", "faults").toAbsolutePath();

    /**
     * Adds a row or replaces it.
     *
     * @param row number and name, for example {@code 01 kill -9}
     */
    void write(String row, long seed, int runs, Audit audit, double seconds, String notes) {
        String line =
                String.format(
                        Locale.ROOT,
                        "| %s | %s | %d | %d | %d | %d (%d) | %d | %d | %d | %.0f | %s |%n",
                        row.substring(0, row.indexOf(' ')),
                        row.substring(row.indexOf(' ') + 1),
                        seed,
                        runs,
                        audit.acked(),
                        audit.unknown(),
                        audit.unknownStored(),
                        audit.rejected(),
                        audit.lost(),
                        audit.doubled(),
                        seconds,
                        notes);
        System.out.print(line);
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(row.replaceAll("[^A-Za-z0-9]+", "-") + ".row"), line);
            gather();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void gather() throws IOException {
        StringBuilder all = new StringBuilder(HEAD);
        List<Path> rows;
        try (Stream<Path> files = Files.list(folder)) {
            rows = files.filter(f -> f.toString().endsWith(".row")).sorted().toList();
        }
        for (Path row : rows) {
            all.append(Files.readString(row));
        }
        Files.writeString(folder.resolve("report.md"), all);
    }
}
