// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.tracer.common.SpanContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.function.IntSupplier;

/**
 * The metrics of one service. Thread-safe.
 *
 * <p>Exemplars go on counters and buckets only: on a {@code _count} line they would make Prometheus
 * drop the whole scrape.
 */
public final class Metrics implements AutoCloseable {

    private final PrometheusRegistry collectors = new PrometheusRegistry();
    private final PrometheusMeterRegistry registry;
    private final ExpositionFormats formats;
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

    private Metrics(SpanContext spans) {
        registry = new PrometheusMeterRegistry(config(), collectors, Clock.SYSTEM, spans);
        registry.config().meterFilter(ConventionalNames.FILTER);
        formats = ExpositionFormats.init();
    }

    /** Metrics of a service, with those of its JVM. */
    public static Metrics create() {
        Metrics metrics = new Metrics(null);
        metrics.bindJvm();
        return metrics;
    }

    /** Metrics whose samples carry the trace that is current, and none of the JVM. */
    static Metrics traced(SpanContext spans) {
        return new Metrics(spans);
    }

    private static PrometheusConfig config() {
        Properties properties = new Properties();
        properties.setProperty("io.prometheus.exporter.exemplarsOnAllMetricTypes", "false");
        return new PrometheusConfig() {
            @Override
            public String get(String key) {
                return null;
            }

            @Override
            public Properties prometheusProperties() {
                return properties;
            }
        };
    }

    private void bindJvm() {
        new JvmMemoryMetrics().bindTo(registry);
        garbageCollection.bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        ConventionalNames.bindProcessorTime(registry);
        new UptimeMetrics().bindTo(registry);
        BuildInfo.ofThisBuild().bindTo(registry);
    }

    /** Shows a pool of database connections; the figures are asked for at each scrape. */
    public void watchPool(IntSupplier active, IntSupplier idle, IntSupplier pending) {
        poolConnections("active", active);
        poolConnections("idle", idle);
        Gauge.builder("halflife.db.pool.pending", pending, IntSupplier::getAsInt)
                .description("Callers that wait for a connection of the pool.")
                .strongReference(true)
                .register(registry);
    }

    private void poolConnections(String state, IntSupplier figure) {
        Gauge.builder("halflife.db.pool.connections", figure, IntSupplier::getAsInt)
                .description("Connections of the pool, by state.")
                .tag("state", state)
                .strongReference(true)
                .register(registry);
    }

    /** Where meters are registered. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Where collectors that build their own samples per scrape are registered. */
    public PrometheusRegistry collectors() {
        return collectors;
    }

    /**
     * All samples in the format that the scraper asks for.
     *
     * @param accept its Accept header; null for the text format
     */
    public Scrape scrape(String accept) {
        ExpositionFormatWriter writer = formats.findWriter(accept);
        ByteArrayOutputStream out = new ByteArrayOutputStream(16 << 10);
        try {
            registry.scrape(out, accept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Scrape(writer.getContentType(), out.toByteArray());
    }

    @Override
    public void close() {
        garbageCollection.close();
        registry.close();
    }

    /** A scrape's answer. */
    public static final class Scrape {

        private final String contentType;
        private final byte[] body;

        private Scrape(String contentType, byte[] body) {
            this.contentType = contentType;
            this.body = body;
        }

        public String contentType() {
            return contentType;
        }

        public byte[] body() {
            return body.clone();
        }
    }
}
