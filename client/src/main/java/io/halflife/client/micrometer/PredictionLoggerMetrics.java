// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.micrometer;

import io.halflife.client.logging.DropReason;
import io.halflife.client.logging.LoggerCounts;
import io.halflife.client.logging.PredictionLogger;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/**
 * Binds a logger to a registry: {@code new PredictionLoggerMetrics(logger).bindTo(registry)}.
 *
 * <p>Counters {@code halflife.client.items.logged}, {@code .sent}, {@code .dropped} by {@code
 * reason}, {@code .rejected} by {@code code}, {@code halflife.client.requests.retried}; gauges
 * {@code halflife.client.queue.items}, {@code .queue.bytes}, {@code .inflight.items}, {@code
 * .spool.items}. Alert on {@code dropped}: what it counts is nowhere else.
 */
public final class PredictionLoggerMetrics implements MeterBinder {

    private static final String PREFIX = "halflife.client.";

    private final PredictionLogger logger;
    private final Tags tags;

    public PredictionLoggerMetrics(PredictionLogger logger) {
        this(logger, Tags.empty());
    }

    /** With tags that tell several loggers of one app apart. */
    public PredictionLoggerMetrics(PredictionLogger logger, Tags tags) {
        this.logger = logger;
        this.tags = tags;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        counter(registry, "items.logged", "Items given to the logger.", LoggerCounts::logged);
        counter(registry, "items.sent", "Items the collector has stored.", LoggerCounts::sent);
        counter(registry, "requests.retried", "Requests sent again.", LoggerCounts::retried);
        gauge(registry, "queue.items", "Items that wait in memory.", LoggerCounts::queuedItems);
        gauge(registry, "queue.bytes", "Bytes that wait in memory.", LoggerCounts::queuedBytes);
        gauge(registry, "inflight.items", "Items under way.", LoggerCounts::inFlightItems);
        gauge(registry, "spool.items", "Items in the spool file.", LoggerCounts::spooledItems);
        for (DropReason reason : DropReason.values()) {
            FunctionCounter.builder(
                            PREFIX + "items.dropped", logger, l -> l.counts().dropped(reason))
                    .description("Items the client gave up, by reason.")
                    .tags(tags.and("reason", reason.label()))
                    .register(registry);
        }
        bindCodes(registry);
    }

    /** Codes are known when they come: the logger's thread adds them. */
    private void bindCodes(MeterRegistry registry) {
        Set<String> known = ConcurrentHashMap.newKeySet();
        logger.onChange(
                counts -> {
                    for (String code : counts.rejected().keySet()) {
                        if (known.add(code)) {
                            rejected(registry, code);
                        }
                    }
                });
    }

    private void rejected(MeterRegistry registry, String code) {
        FunctionCounter.builder(PREFIX + "items.rejected", logger, l -> l.counts().rejected(code))
                .description("Items the collector refused for good, by code.")
                .tags(tags.and("code", code))
                .register(registry);
    }

    private void counter(
            MeterRegistry registry,
            String name,
            String description,
            ToDoubleFunction<LoggerCounts> value) {
        FunctionCounter.builder(PREFIX + name, logger, l -> value.applyAsDouble(l.counts()))
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private void gauge(
            MeterRegistry registry,
            String name,
            String description,
            ToDoubleFunction<LoggerCounts> value) {
        Gauge.builder(PREFIX + name, logger, l -> value.applyAsDouble(l.counts()))
                .description(description)
                .tags(tags)
                .register(registry);
    }
}
