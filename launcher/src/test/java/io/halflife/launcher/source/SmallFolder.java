// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.source;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;

/** A sound folder of four rows, to be spoiled in one place by each test. */
final class SmallFolder {

    static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    static final String HEADER =
            "prediction_id,timestamp,income,region,prediction,probability,label,label_timestamp";

    private static final String SCHEMA =
            """
            {"task": "binary",
             "model": {"name": "credit-risk", "version": "7", "trained_from": "2025-12-01"},
             "prediction": {"class_column": "prediction", "probability_column": "probability",
                            "positive_class": "default", "negative_class": "ok", "threshold": 0.5},
             "label": {"column": "label", "timestamp_column": "label_timestamp"},
             "windows": {"kind": "calendar", "unit": "month"},
             "features": [{"name": "income", "type": "numeric", "nullable": false},
                          {"name": "region", "type": "categorical", "nullable": true}],
             "files": {"reference": {"rows": 2}, "production": {"rows": 3}}}
            """;

    private static final String REFERENCE =
            HEADER
                    + """

                    r1,2026-01-01T00:00:00Z,100.5,north,ok,0.1,ok,2026-01-02T00:00:00Z
                    r2,2026-01-02T00:00:00Z,20,,default,0.9,ok,2026-01-03T00:00:00Z
                    """;

    private static final String PRODUCTION =
            HEADER
                    + """

                    p1,2026-02-01T00:00:00Z,100.5,north,ok,0.1,ok,2026-02-03T00:00:00Z
                    p2,2026-02-02T00:00:00Z,20,,default,0.9,,
                    p3,2026-03-02T00:00:00Z,30,"south, far",ok,0.2,default,2026-04-02T00:00:00Z
                    """;

    private final Path folder;

    SmallFolder(Path folder) {
        this.folder = folder;
        write("schema.json", SCHEMA);
        write("reference.csv", REFERENCE);
        write("production.csv", PRODUCTION);
    }

    Path path() {
        return folder;
    }

    ReplayFolder open() {
        return ReplayFolder.open(folder, NOW);
    }

    /** Replaces the first occurrence of a text in a file. */
    SmallFolder with(String file, String old, String replacement) {
        String text = read(file);
        if (!text.contains(old)) {
            throw new IllegalArgumentException(file + " does not hold " + old);
        }
        int at = text.indexOf(old);
        write(file, text.substring(0, at) + replacement + text.substring(at + old.length()));
        return this;
    }

    SmallFolder without(String file) {
        try {
            Files.delete(folder.resolve(file));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    void write(String file, byte[] bytes) {
        try {
            Files.write(folder.resolve(file), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Packs a file and removes the plain one. */
    SmallFolder packed(String file) {
        try (OutputStream out =
                new GZIPOutputStream(Files.newOutputStream(folder.resolve(file + ".gz")))) {
            out.write(Files.readAllBytes(folder.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return without(file);
    }
}
