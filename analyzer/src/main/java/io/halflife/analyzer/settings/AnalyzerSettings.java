// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.settings;

import io.halflife.monitor.settings.SettingsException;
import io.halflife.monitor.settings.SettingsReader;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * How the analyzer uses Spark.
 *
 * @param master Spark's master; what {@code spark-submit} or {@code -Dspark.master} says wins
 * @param partitionRows predictions that one task reads at most, 1000 to 10 million; a window with
 *     more is read by several tasks
 * @param profilePoints points of a numeric column that a window keeps, 100 to 1 million
 */
public record AnalyzerSettings(String master, int partitionRows, int profilePoints) {

    public static final String MASTER_DEFAULT = "local[*]";
    public static final int PARTITION_ROWS_DEFAULT = 50_000;
    public static final int PROFILE_POINTS_DEFAULT = 4096;

    private static final String MASTER = "HALFLIFE_ANALYZER_SPARK_MASTER";

    private static final Pattern MASTERS =
            Pattern.compile("local(\\[(\\*|[1-9]\\d*)])?|spark://[^\\s:]+:\\d+.*|k8s://.+|yarn");

    /** What the start script reads. */
    private static final List<String> OF_THE_SCRIPT =
            List.of("HALFLIFE_ANALYZER_ARCHIVE", "HALFLIFE_ANALYZER_JAVA_OPTIONS");

    public AnalyzerSettings {
        Objects.requireNonNull(master, "master");
    }

    /**
     * Reads {@code HALFLIFE_ANALYZER_SPARK_MASTER}, {@code …_PARTITION_ROWS} and {@code
     * …_PROFILE_POINTS}; what the start script reads is known, too.
     *
     * @throws SettingsException naming the key that is malformed
     */
    public static AnalyzerSettings read(SettingsReader settings) {
        OF_THE_SCRIPT.forEach(key -> settings.text(key, ""));
        return new AnalyzerSettings(
                master(settings),
                settings.integer(
                        "HALFLIFE_ANALYZER_PARTITION_ROWS",
                        PARTITION_ROWS_DEFAULT,
                        1000,
                        10_000_000),
                settings.integer(
                        "HALFLIFE_ANALYZER_PROFILE_POINTS",
                        PROFILE_POINTS_DEFAULT,
                        100,
                        1_000_000));
    }

    private static String master(SettingsReader settings) {
        String master = settings.text(MASTER, MASTER_DEFAULT);
        if (!MASTERS.matcher(master).matches()) {
            throw new SettingsException(
                    MASTER
                            + " must be local, local[N], local[*], spark://HOST:PORT, k8s://… or yarn");
        }
        return master;
    }
}
