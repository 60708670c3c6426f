// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.settings;

import io.halflife.monitor.settings.SettingsException;
import io.halflife.monitor.settings.SettingsReader;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the analyzer reads rows.
 *
 * @param archive folder or URL of an archive that holds older rows; empty: all are in the database
 * @param readUrl JDBC URL of a replica that rows are read from; empty: from the primary
 * @param readWait how long a run waits for the replica to catch up, 0 to 3600 s
 */
public record SourceSettings(
        Optional<String> archive, Optional<String> readUrl, Duration readWait) {

    public static final String SOURCE_DEFAULT = "postgres";
    public static final int READ_WAIT_SECONDS_DEFAULT = 30;
    private static final int READ_WAIT_SECONDS_MAX = 3600;
    private static final String PARQUET = "parquet:";

    public SourceSettings {
        Objects.requireNonNull(archive, "archive");
        Objects.requireNonNull(readUrl, "readUrl");
        Objects.requireNonNull(readWait, "readWait");
    }

    /**
     * Reads {@code HALFLIFE_SOURCE}, {@code HALFLIFE_DB_READ_URL} and {@code
     * HALFLIFE_DB_READ_WAIT_SECONDS}.
     */
    public static SourceSettings read(SettingsReader settings) {
        int wait =
                settings.integer(
                        "HALFLIFE_DB_READ_WAIT_SECONDS",
                        READ_WAIT_SECONDS_DEFAULT,
                        0,
                        READ_WAIT_SECONDS_MAX);
        return new SourceSettings(
                archive(settings.text("HALFLIFE_SOURCE", SOURCE_DEFAULT)),
                Optional.of(settings.text("HALFLIFE_DB_READ_URL", "none"))
                        .filter(url -> !url.equals("none")),
                Duration.ofSeconds(wait));
    }

    private static Optional<String> archive(String source) {
        if (source.equals(SOURCE_DEFAULT)) {
            return Optional.empty();
        }
        if (source.length() > PARQUET.length() && source.startsWith(PARQUET)) {
            return Optional.of(source.substring(PARQUET.length()));
        }
        throw new SettingsException(
                "HALFLIFE_SOURCE is "
                        + source
                        + "; it must be postgres, or parquet: and the folder of an archive, as"
                        + " parquet:/var/lib/halflife/archive");
    }
}
