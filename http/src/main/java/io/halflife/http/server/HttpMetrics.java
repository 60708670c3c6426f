// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts and times requests by the route's template, never by the path that was asked for. */
final class HttpMetrics {

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final MeterRegistry registry;
    private final Map<Series, Counter> counters = new ConcurrentHashMap<>();
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    private record Series(String route, String method, int status) {}

    HttpMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void record(String route, HttpMethod method, int status, long nanos) {
        String name = METHODS.contains(method.name()) ? method.name() : "other";
        counters.computeIfAbsent(new Series(route, name, status), this::counter).increment();
        timers.computeIfAbsent(route, this::timer).record(Duration.ofNanos(nanos));
    }

    void refused(String reason) {
        registry.counter("halflife.auth.failures", "reason", reason).increment();
    }

    private Counter counter(Series series) {
        return Counter.builder("halflife.http.requests")
                .tag("route", series.route)
                .tag("method", series.method)
                .tag("code", Integer.toString(series.status))
                .register(registry);
    }

    private Timer timer(String route) {
        return Timer.builder("halflife.http.request.duration")
                .tag("route", route)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
