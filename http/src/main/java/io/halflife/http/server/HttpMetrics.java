// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.server;

import io.halflife.http.body.Body;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts and times requests by the route's template, never by the path that was asked for. What can
 * be known beforehand starts at 0: a series that begins with its first event hides that event from
 * rates.
 */
final class HttpMetrics {

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** Of every door, before anybody asked. */
    private static final int[] EXPECTED = {200, 500, 503};

    private static final String[] REFUSALS = {
        "unauthenticated",
        "forbidden",
        "unknown_model",
        "key_malformed",
        "key_unknown",
        "key_wrong",
        "key_revoked",
        "key_expired",
        "key_wrong_address",
        "key_in_url",
        "several_credentials"
    };

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
        for (String reason : REFUSALS) {
            refusals(reason);
        }
        for (String encoding : Body.ENCODINGS) {
            bodies(encoding);
        }
    }

    /** A door that will be asked. */
    void expect(String route, HttpMethod method) {
        limited(route);
        for (int status : EXPECTED) {
            counters.computeIfAbsent(new Series(route, method.name(), status), this::counter);
        }
    }

    void record(String route, HttpMethod method, int status, long nanos) {
        String name = METHODS.contains(method.name()) ? method.name() : "other";
        counters.computeIfAbsent(new Series(route, name, status), this::counter).increment();
        timers.computeIfAbsent(route, this::timer).record(Duration.ofNanos(nanos));
    }

    void refused(String reason) {
        refusals(reason).increment();
    }

    void rateLimited(String route) {
        limited(route).increment();
    }

    /** A body that came whole, as it was on the wire. */
    void body(String encoding, int bytes) {
        bodies(encoding).increment(bytes);
    }

    /** A request that could not be read. */
    void undecodable(String reason) {
        Counter.builder("halflife.decode.rejected")
                .description("Requests refused because their body could not be read, by reason.")
                .tag("reason", reason)
                .register(registry)
                .increment();
    }

    private Counter limited(String route) {
        return Counter.builder("halflife.rate.limited.requests")
                .description("Requests refused because their key asked for too much, by route.")
                .tag("route", route)
                .register(registry);
    }

    private Counter refusals(String reason) {
        return Counter.builder("halflife.auth.failures")
                .description("Requests refused for want of a credential or a right, by reason.")
                .tag("reason", reason)
                .register(registry);
    }

    private Counter bodies(String encoding) {
        return Counter.builder("halflife.http.request.body")
                .baseUnit("bytes")
                .description("Bytes of request bodies as they came, by content encoding.")
                .tag("encoding", encoding)
                .register(registry);
    }

    private Counter counter(Series series) {
        return Counter.builder("halflife.http.requests")
                .description("Answered requests, by route template, method and status.")
                .tag("route", series.route)
                .tag("method", series.method)
                .tag("code", Integer.toString(series.status))
                .register(registry);
    }

    private Timer timer(String route) {
        return Timer.builder("halflife.http.request.duration")
                .description("From the request's head to the end of the answer, by route template.")
                .tag("route", route)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
