// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Timer;
import io.prometheus.metrics.tracer.common.SpanContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {

    /** What Prometheus 2.42 sends. */
    private static final String OPEN_METRICS =
            "application/openmetrics-text;version=1.0.0,application/openmetrics-text;"
                    + "version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

    private static final String PROTOBUF =
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
                    + "encoding=delimited,application/openmetrics-text;version=1.0.0;q=0.8";

    private static final SpanContext TRACE =
            new SpanContext() {
                @Override
                public String getCurrentTraceId() {
                    return "4bf92f3577b34da6a3ce929d0e0e4736";
                }

                @Override
                public String getCurrentSpanId() {
                    return "00f067aa0ba902b7";
                }

                @Override
                public boolean isCurrentSpanSampled() {
                    return true;
                }

                @Override
                public void markCurrentSpanAsExemplar() {}
            };

    /** An exemplar on a _count line makes Prometheus drop the whole scrape. */
    @Test
    void exemplars_areOnBucketsAndNeverOnCounts() {
        try (Metrics metrics = Metrics.traced(TRACE)) {
            Timer.builder("halflife.test")
                    .serviceLevelObjectives(Duration.ofMillis(10))
                    .register(metrics.registry())
                    .record(Duration.ofMillis(5));

            List<String> lines = text(metrics.scrape(OPEN_METRICS)).lines().toList();

            assertTrue(lines.stream().anyMatch(l -> l.contains("_bucket") && l.contains("# {")));
            assertFalse(lines.stream().anyMatch(l -> l.contains("_count") && l.contains("# {")));
            assertFalse(lines.stream().anyMatch(l -> l.contains("_sum") && l.contains("# {")));
        }
    }

    @Test
    void scrape_answersInTheFormatThatIsAskedFor() {
        try (Metrics metrics = Metrics.create()) {
            assertTrue(metrics.scrape(null).contentType().startsWith("text/plain"));
            assertTrue(metrics.scrape("*/*").contentType().startsWith("text/plain"));
            Metrics.Scrape open = metrics.scrape(OPEN_METRICS);
            assertTrue(open.contentType().startsWith("application/openmetrics-text"));
            assertTrue(text(open).endsWith("# EOF\n"));
            Metrics.Scrape binary = metrics.scrape(PROTOBUF);
            assertTrue(binary.contentType().startsWith("application/vnd.google.protobuf"));
            assertFalse(text(binary).startsWith("#"));
        }
    }

    @Test
    void registries_ofTwoServicesDoNotMix() {
        try (Metrics one = Metrics.create();
                Metrics other = Metrics.create()) {
            one.registry().counter("halflife.only.here").increment();

            assertTrue(text(one.scrape(null)).contains("halflife_only_here_total 1.0"));
            assertEquals(-1, text(other.scrape(null)).indexOf("halflife_only_here"));
        }
    }

    private static String text(Metrics.Scrape scrape) {
        return new String(scrape.body(), StandardCharsets.UTF_8);
    }
}
