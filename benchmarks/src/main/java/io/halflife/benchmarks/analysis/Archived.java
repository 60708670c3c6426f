// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.launcher.postgres.PrivatePostgres;
import io.halflife.launcher.services.ArchiveChild;
import io.halflife.storage.StorageSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The rows of a plant as Parquet files; the database has none of them any more. */
final class Archived implements AutoCloseable {

    private final Path folder;

    /** Archives everything, as {@code ./halflife archive} does, and drops its partitions. */
    Archived(PrivatePostgres postgres, Instant end) throws SQLException {
        try {
            folder = Files.createTempDirectory("halflife-archive");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JsonNode last =
                ArchiveChild.run(
                        Path.of("launcher", "target", "dist", "analyzer").toAbsolutePath(),
                        new StorageSettings(
                                postgres.url(), postgres.user(), postgres.password(), 2),
                        List.of("--to", folder.toString(), "--before", end.toString()),
                        Path.of("benchmarks", "target", "archive.log"),
                        line -> {});
        System.out.printf(
                "archived: %,d rows in %,d files of %,d MiB%n",
                last.path("rows").asLong(),
                last.path("files").asLong(),
                last.path("bytes").asLong() >> 20);
        for (String partition : partitions(postgres)) {
            postgres.execute(
                    "alter table prediction detach partition " + partition,
                    "drop table " + partition);
        }
        if (!"0".equals(postgres.ask("select count(*) from prediction"))) {
            throw new IllegalStateException("rows are left in the database");
        }
    }

    private static List<String> partitions(PrivatePostgres postgres) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                """
                                select name from halflife_partitions('prediction')
                                 where halflife_is_archived('prediction', name,
                                         lower_bound, upper_bound)
                                """)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** Settings of an analyzer that reads it. */
    Map<String, String> settings() {
        return Map.of("HALFLIFE_SOURCE", "parquet:" + folder);
    }

    @Override
    public void close() {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
