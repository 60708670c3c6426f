// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/**
 * Which build runs, as {@code halflife_build_info}, always 1.
 *
 * @param revision of the sources; {@code unknown} unless the build was told
 */
record BuildInfo(String version, String revision) {

    private static final String RESOURCE = "/io.halflife.http.properties";

    BuildInfo {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(revision, "revision");
    }

    static BuildInfo ofThisBuild() {
        Properties properties = new Properties();
        try (InputStream in = BuildInfo.class.getResourceAsStream(RESOURCE)) {
            properties.load(Objects.requireNonNull(in, RESOURCE));
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
        return new BuildInfo(properties.getProperty("version"), properties.getProperty("revision"));
    }

    void bindTo(MeterRegistry registry) {
        Gauge.builder("halflife.build.info", () -> 1)
                .description("The build that runs; always 1.")
                .tag("version", version)
                .tag("revision", revision)
                .register(registry);
    }
}
