// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.dashboard.export.ReadAnswers;
import io.halflife.dashboard.read.PageQuery;
import io.halflife.dashboard.read.PageQueryParser;
import io.halflife.dashboard.read.ReadApi;
import io.halflife.dashboard.read.WindowQuery;
import io.halflife.http.auth.Scope;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Doors;
import io.halflife.http.server.Exchange;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.model.Violation;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The paths of the read API. */
final class ReadDoors {

    private static final String MODEL = "/v1/models/:model";
    private static final Set<String> CUT = Set.of("cut");
    private static final Set<String> SEGMENT_AND_CUT = Set.of("segment", "cut");

    private final ReadApi api;

    ReadDoors(ReadApi api) {
        this.api = api;
    }

    /** A question about one model. */
    private interface ModelRead {
        ObjectNode answer(String model, PageQuery query, Exchange exchange);
    }

    void addTo(Doors doors) {
        doors.add(HttpMethod.GET, "/v1/models", Scope.READ, this::models);
        add(doors, "", (model, query, exchange) -> api.model(model));
        add(doors, "/versions", (model, query, exchange) -> api.versions(model, query));
        add(
                doors,
                "/versions/:version",
                (model, query, exchange) -> api.version(model, exchange.path("version")));
        add(
                doors,
                "/versions/:version/references",
                (model, query, exchange) -> api.references(model, exchange.path("version"), query));
        add(doors, "/deployments", (model, query, exchange) -> api.deployments(model, query));
        add(
                doors,
                "/drift",
                SEGMENT_AND_CUT,
                (m, q, exchange) -> api.drift(m, windows(q, exchange), segment(exchange)));
        add(
                doors,
                "/performance",
                SEGMENT_AND_CUT,
                (m, q, exchange) -> api.performance(m, windows(q, exchange), segment(exchange)));
        add(doors, "/segments", (model, query, exchange) -> api.segments(model, query));
        add(doors, "/data-quality", CUT, (m, q, e) -> api.volume(m, windows(q, e)));
        add(doors, "/drift/beside", CUT, (m, q, e) -> api.beside(m, windows(q, e)));
        add(
                doors,
                "/versions/:version/calibrations",
                (model, query, exchange) ->
                        api.calibrations(model, exchange.path("version"), query));
        add(doors, "/decay", (model, query, exchange) -> api.decay(model, query));
        add(doors, "/alarms", (model, query, exchange) -> api.alarms(model, query));
        add(doors, "/slo", (model, query, exchange) -> api.objectives(model, query));
        add(doors, "/rejects", (model, query, exchange) -> api.rejects(model, query));
        add(
                doors,
                "/unknown-features",
                (model, query, exchange) -> api.unknownFeatures(model, query));
        add(
                doors,
                "/features/:feature",
                Set.of("role", "window"),
                (model, query, exchange) ->
                        api.feature(model, query, column(exchange), exchange.query("window")));
        doors.add(HttpMethod.GET, MODEL + "/drift/period", Scope.READ, this::period);
        doors.add(HttpMethod.GET, MODEL + "/latency", Scope.READ, this::latency);
        add(doors, "/retraining-requests", (model, query, exchange) -> api.requests(model, query));
        add(
                doors,
                "/retraining-requests/:request",
                (model, query, exchange) -> api.request(model, query, exchange.path("request")));
    }

    private Future<Answer> models(Exchange exchange) {
        PageQuery query = query(exchange, Set.of("archived"));
        boolean archived = archived(exchange.query("archived"));
        return exchange.blocking(() -> api.models(query, exchange.principal().models(), archived))
                .map(json -> ReadAnswers.of(exchange, json));
    }

    private static boolean archived(String text) {
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw refused("/archived", "archived must be true or false");
        }
        return "true".equals(text);
    }

    private Future<Answer> latency(Exchange exchange) {
        String model = exchange.path("model");
        String step = exchange.query("step");
        PageQuery query = query(exchange, Set.of("step"));
        return exchange.blocking(() -> api.latency(model, query, step))
                .map(json -> ReadAnswers.of(exchange, json));
    }

    private static WindowQuery windows(PageQuery query, Exchange exchange) {
        return WindowQuery.of(query, exchange.query("cut"));
    }

    private static String segment(Exchange exchange) {
        return exchange.query("segment");
    }

    private static Column column(Exchange exchange) {
        String role = exchange.query("role");
        return Arrays.stream(Role.values())
                .filter(one -> role == null ? one == Role.FEATURE : one.name().equals(role))
                .findFirst()
                .map(found -> new Column(found, exchange.path("feature")))
                .orElseThrow(() -> refused("/role", "role must be one of " + roles()));
    }

    private static String roles() {
        return Arrays.stream(Role.values()).map(Role::name).collect(Collectors.joining(", "));
    }

    private static ProblemException refused(String pointer, String rule) {
        return new ProblemException(
                Problems.invalid(List.of(new Violation(pointer, "invalid_enum", rule))));
    }

    private Future<Answer> period(Exchange exchange) {
        String model = exchange.path("model");
        String feature = exchange.query("feature");
        PageQuery query = query(exchange, Set.of("feature"));
        return exchange.blocking(() -> api.period(model, query, feature))
                .map(json -> ReadAnswers.of(exchange, json));
    }

    private static void add(Doors doors, String path, ModelRead read) {
        add(doors, path, Set.of(), read);
    }

    private static void add(Doors doors, String path, Set<String> parameters, ModelRead read) {
        doors.add(
                HttpMethod.GET,
                MODEL + path,
                Scope.READ,
                exchange -> {
                    String model = exchange.path("model");
                    PageQuery query = query(exchange, parameters);
                    return exchange.blocking(() -> read.answer(model, query, exchange))
                            .map(json -> ReadAnswers.of(exchange, json));
                });
    }

    private static PageQuery query(Exchange exchange, Set<String> parameters) {
        Set<String> all = new TreeSet<>(parameters);
        all.add(ReadAnswers.FORMAT);
        PageQuery query = PageQueryParser.parse(exchange.query(), all);
        ReadAnswers.requireForm(exchange);
        return query;
    }
}
