// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.http.auth.Credentials;
import io.halflife.http.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.Map;

/** {@code /live}, {@code /ready} and {@code /metrics}: for the operator, never public. */
final class ManagementDoors {

    private final Metrics metrics;
    private final Readiness readiness;

    private ManagementDoors(Metrics metrics, Readiness readiness) {
        this.metrics = metrics;
        this.readiness = readiness;
    }

    static Router router(Vertx vertx, Metrics metrics, Readiness readiness) {
        ManagementDoors doors = new ManagementDoors(metrics, readiness);
        return new Doors(vertx, Credentials.nobody(), metrics)
                .open(HttpMethod.GET, "/live", exchange -> Future.succeededFuture(live()))
                .open(HttpMethod.GET, "/ready", exchange -> doors.ready())
                .open(HttpMethod.GET, "/metrics", doors::scrape)
                .router();
    }

    private static Answer live() {
        return Answer.json(200, JsonNodeFactory.instance.objectNode().put("status", "UP"));
    }

    private Future<Answer> ready() {
        return readiness.look().map(ManagementDoors::answer);
    }

    private static Answer answer(Map<String, Boolean> checks) {
        boolean ready = checks.values().stream().allMatch(Boolean::booleanValue);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("status", ready ? "UP" : "DOWN");
        ObjectNode states = body.putObject("checks");
        checks.forEach((name, passes) -> states.put(name, passes ? "UP" : "DOWN"));
        return Answer.json(ready ? 200 : 503, body);
    }

    private Future<Answer> scrape(Exchange exchange) {
        String accept = exchange.header("accept");
        return exchange.blocking(() -> metrics.scrape(accept))
                .map(scrape -> Answer.of(200, scrape.contentType(), scrape.body()));
    }
}
