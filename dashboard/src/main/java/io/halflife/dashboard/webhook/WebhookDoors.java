// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.dashboard.api.DeliveryJson;
import io.halflife.dashboard.read.CursorKey;
import io.halflife.dashboard.read.Cursors;
import io.halflife.dashboard.read.Page;
import io.halflife.dashboard.read.PageQuery;
import io.halflife.dashboard.read.PageQueryParser;
import io.halflife.http.auth.Scope;
import io.halflife.http.outbound.OutboundAddresses;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Doors;
import io.halflife.http.server.Exchange;
import io.halflife.storage.Storage;
import io.halflife.storage.json.Json;
import io.halflife.storage.webhook.Delivery;
import io.halflife.storage.webhook.DeliveryState;
import io.halflife.storage.webhook.SealingKey;
import io.halflife.storage.webhook.WebhookEndpoint;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The paths of endpoints, their deliveries, and requests by hand. */
public final class WebhookDoors {

    private static final String ENDPOINTS = "/v1/webhook-endpoints";
    private static final String ENDPOINT = ENDPOINTS + "/:endpoint";
    private static final String DELIVERIES = ENDPOINT + "/deliveries";
    private static final String REQUESTS = "/v1/models/:model/retraining-requests";
    private static final String REQUEST = REQUESTS + "/:request";
    private static final String DELIVERY = DELIVERIES + "/:delivery";

    private final BodyReading bodies = new BodyReading();
    private final EndpointApi endpoints;
    private final DeliveryApi deliveries;
    private final RequestApi requests;
    private final RequestActs acts;
    private final CursorKey cursorKey;

    public WebhookDoors(
            Storage storage, Optional<SealingKey> key, CursorKey cursorKey, boolean development) {
        this.endpoints =
                new EndpointApi(storage.webhookEndpoints(), key, OutboundAddresses.of(development));
        this.deliveries =
                new DeliveryApi(
                        storage.deliveries(), storage.webhookEndpoints(), Clock.systemUTC());
        this.requests = new RequestApi(storage, key, Clock.systemUTC());
        this.acts = new RequestActs(storage);
        this.cursorKey = cursorKey;
    }

    /** Adds the doors to a server. */
    public void addTo(Doors doors) {
        doors.add(HttpMethod.GET, ENDPOINTS, Scope.ADMIN, this::list)
                .add(HttpMethod.POST, ENDPOINTS, Scope.ADMIN, bodies.door(this::created))
                .add(HttpMethod.GET, ENDPOINT, Scope.ADMIN, this::show)
                .add(
                        HttpMethod.PATCH,
                        ENDPOINT,
                        Scope.ADMIN,
                        bodies.door(
                                (exchange, body) ->
                                        Answer.json(
                                                200,
                                                endpoints.change(
                                                        exchange.principal(),
                                                        exchange.path("endpoint"),
                                                        body))))
                .add(HttpMethod.DELETE, ENDPOINT, Scope.ADMIN, this::delete)
                .add(HttpMethod.POST, ENDPOINT, Scope.ADMIN, this::act)
                .add(HttpMethod.GET, DELIVERIES, Scope.ADMIN, this::deliveries)
                .add(HttpMethod.GET, DELIVERY, Scope.ADMIN, this::delivery)
                .add(HttpMethod.POST, DELIVERY, Scope.ADMIN, this::actOnDelivery)
                .add(HttpMethod.POST, REQUESTS, Scope.RETRAIN, bodies.door(this::requested))
                // What follows the word is a parameter: {@code retraining-requests:dry-run}.
                .add(HttpMethod.POST, REQUESTS + ":verb", Scope.RETRAIN, bodies.door(this::tried))
                .add(HttpMethod.POST, REQUEST, Scope.RETRAIN, bodies.door(this::acted));
    }

    private Answer created(Exchange exchange, ObjectNode body) {
        ObjectNode made = endpoints.create(exchange.principal(), body);
        return Answer.json(201, made).with("Location", ENDPOINTS + "/" + made.path("id").asText());
    }

    private Answer requested(Exchange exchange, ObjectNode body) {
        ObjectNode made = requests.make(exchange.principal(), exchange.path("model"), body);
        return Answer.json(201, made)
                .with("Location", exchange.requestPath() + "/" + made.path("id").asText());
    }

    private Answer tried(Exchange exchange, ObjectNode body) {
        if (!":dry-run".equals(exchange.path("verb"))) {
            throw new ProblemException(Problems.notFound());
        }
        return Answer.json(
                200, requests.rehearse(exchange.principal(), exchange.path("model"), body));
    }

    /** {@code …/{id}:acknowledge} and {@code …/{id}:cancel}. */
    private Answer acted(Exchange exchange, ObjectNode body) {
        Verb verb = Verb.of(exchange.path("request"));
        return Answer.json(200, acts.act(exchange.principal(), exchange.path("model"), verb, body));
    }

    private Future<Answer> list(Exchange exchange) {
        PageQuery query = PageQueryParser.parse(exchange.query());
        Cursors cursors = new Cursors(cursorKey, "webhook-endpoints");
        List<String> place = cursors.place(query.cursor());
        return exchange.blocking(
                () -> {
                    List<WebhookEndpoint> found =
                            endpoints.list(
                                    exchange.principal(),
                                    place.isEmpty() ? "" : place.get(0),
                                    query.limit());
                    return page(
                            found,
                            EndpointJson::endpoint,
                            next(found, WebhookEndpoint::id, query, cursors));
                });
    }

    private Future<Answer> show(Exchange exchange) {
        return exchange.blocking(
                () -> Answer.json(200, EndpointJson.endpoint(endpointOf(exchange))));
    }

    private Future<Answer> delete(Exchange exchange) {
        return exchange.blocking(
                () -> {
                    endpoints.delete(exchange.principal(), exchange.path("endpoint"));
                    return Answer.of(204, Answer.JSON, new byte[0]);
                });
    }

    /** {@code …/{id}:test} and {@code …/{id}:rotate-secret}. */
    private Future<Answer> act(Exchange exchange) {
        Verb verb = Verb.of(exchange.path("endpoint"));
        return switch (verb.name()) {
            case "test" -> test(exchange, verb.id());
            case "rotate-secret" ->
                    exchange.blocking(
                            () ->
                                    Answer.json(
                                            200,
                                            endpoints.rotate(exchange.principal(), verb.id())));
            default -> Future.failedFuture(new ProblemException(Problems.notFound()));
        };
    }

    private Future<Answer> test(Exchange exchange, String id) {
        return exchange.blocking(
                        () ->
                                deliveries.test(
                                        endpoints.require(exchange.principal(), id),
                                        exchange.principal().name()))
                .compose(number -> new Trial(exchange, deliveries.reads(), number).result())
                .map(json -> Answer.json(200, json));
    }

    private Future<Answer> deliveries(Exchange exchange) {
        PageQuery query = PageQueryParser.parse(exchange.query(), Set.of("state"));
        DeliveryState state = DeliveryApi.state(exchange.query("state"));
        Cursors cursors =
                new Cursors(cursorKey, "deliveries/" + exchange.path("endpoint") + "/" + state);
        List<String> place = cursors.place(query.cursor());
        return exchange.blocking(
                () -> {
                    List<Delivery> found =
                            deliveries.list(
                                    endpointOf(exchange),
                                    state,
                                    place.isEmpty() ? "" : place.get(0),
                                    query.limit());
                    return page(
                            found,
                            DeliveryJson::delivery,
                            next(found, Delivery::messageId, query, cursors));
                });
    }

    private Future<Answer> delivery(Exchange exchange) {
        return exchange.blocking(
                () -> Answer.json(200, shown(exchange, exchange.path("delivery"))));
    }

    /** {@code …/{id}:replay}. */
    private Future<Answer> actOnDelivery(Exchange exchange) {
        Verb verb = Verb.of(exchange.path("delivery"));
        if (!verb.name().equals("replay")) {
            return Future.failedFuture(new ProblemException(Problems.notFound()));
        }
        return exchange.blocking(
                () -> {
                    WebhookEndpoint endpoint = endpointOf(exchange);
                    Delivery delivery = deliveries.require(endpoint, verb.id());
                    deliveries.replay(endpoint, delivery, exchange.principal().name());
                    return Answer.json(200, shown(exchange, verb.id()));
                });
    }

    private ObjectNode shown(Exchange exchange, String messageId) {
        Delivery delivery = deliveries.require(endpointOf(exchange), messageId);
        return DeliveryJson.withAttempts(delivery, deliveries.reads().attempts(messageId));
    }

    private WebhookEndpoint endpointOf(Exchange exchange) {
        return endpoints.require(exchange.principal(), exchange.path("endpoint"));
    }

    private static <T> Answer page(
            List<T> items, Function<T, ObjectNode> json, Optional<String> next) {
        return Answer.json(200, new Page<>(items, next).putInto(Json.object(), json));
    }

    private static <T> Optional<String> next(
            List<T> found, Function<T, String> idOf, PageQuery query, Cursors cursors) {
        return found.size() < query.limit()
                ? Optional.empty()
                : Optional.of(cursors.next(List.of(idOf.apply(found.get(found.size() - 1)))));
    }
}
