// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.metrics;

import io.halflife.monitor.settings.SettingsReader;
import java.time.Duration;
import java.util.Objects;

/**
 * How results become samples.
 *
 * @param featureSeriesMax series of single features in one scrape, of all models together
 * @param analyzerInterval how often the analyzer is started, for those who watch that it is
 */
public record ExporterSettings(int featureSeriesMax, Duration analyzerInterval) {

    public static final int FEATURE_SERIES_MAX_DEFAULT = 10_000;
    public static final int ANALYZER_INTERVAL_SECONDS_DEFAULT = 300;
    public static final ExporterSettings DEFAULTS =
            new ExporterSettings(
                    FEATURE_SERIES_MAX_DEFAULT,
                    Duration.ofSeconds(ANALYZER_INTERVAL_SECONDS_DEFAULT));

    private static final int FEATURE_SERIES_CEILING = 1_000_000;
    private static final int WEEK_SECONDS = 7 * 24 * 3600;

    public ExporterSettings {
        Objects.requireNonNull(analyzerInterval, "analyzerInterval");
        if (featureSeriesMax < 0) {
            throw new IllegalArgumentException("featureSeriesMax is negative: " + featureSeriesMax);
        }
    }

    public static ExporterSettings read(SettingsReader reader) {
        return new ExporterSettings(
                reader.integer(
                        "HALFLIFE_METRICS_MAX_FEATURE_SERIES",
                        FEATURE_SERIES_MAX_DEFAULT,
                        0,
                        FEATURE_SERIES_CEILING),
                Duration.ofSeconds(
                        reader.integer(
                                "HALFLIFE_METRICS_ANALYZER_INTERVAL_SECONDS",
                                ANALYZER_INTERVAL_SECONDS_DEFAULT,
                                1,
                                WEEK_SECONDS)));
    }
}
