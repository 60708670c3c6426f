// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.collector.failure.Failures;
import io.halflife.http.auth.Scope;
import io.halflife.http.body.BodyLimits;
import io.halflife.http.body.ByteBudget;
import io.halflife.http.json.StrictJson;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Door;
import io.halflife.http.server.Doors;
import io.halflife.http.server.Exchange;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.function.Function;

/** Wires the doors of the control plane. */
public final class ControlDoors {

    private static final List<String> MEDIA_TYPES = List.of("application/json");
    private static final String MODEL = "/v1/models/:model";
    private static final String VERSION = MODEL + "/versions/:version";

    private final BodyLimits limits;
    private final ByteBudget budget;
    private final ModelDoor models;
    private final VersionDoor versions;
    private final DeploymentDoor deployments;
    private final ReferenceDoor references;
    private final PolicyDoor policies;
    private final RetrainingDoor retraining;
    private final LimitsDoor limitsDoor;

    /** What a door does with a body, on a worker thread. */
    @FunctionalInterface
    private interface BodyDoor {
        Answer answer(Exchange exchange, ObjectNode body);
    }

    public ControlDoors(ControlParts parts) {
        this.limits = parts.limits();
        this.budget = parts.budget();
        this.models = new ModelDoor(parts);
        this.versions = new VersionDoor(parts);
        this.deployments = new DeploymentDoor(parts);
        this.references = new ReferenceDoor(parts);
        this.policies = new PolicyDoor(parts);
        this.retraining = new RetrainingDoor(parts);
        this.limitsDoor = new LimitsDoor(parts);
    }

    /** Adds the doors to a server. */
    public void addTo(Doors doors) {
        doors.add(HttpMethod.POST, "/v1/models", Scope.WRITE, withBody(models::create))
                .add(HttpMethod.PATCH, MODEL, Scope.WRITE, withBody(models::change))
                .add(HttpMethod.DELETE, MODEL, Scope.WRITE, blocking(models::archive))
                .add(HttpMethod.PATCH, VERSION, Scope.DEPLOY, withBody(versions::change))
                .add(
                        HttpMethod.POST,
                        MODEL + "/versions",
                        Scope.DEPLOY,
                        withBody(versions::register))
                .add(
                        HttpMethod.POST,
                        MODEL + "/deployments",
                        Scope.DEPLOY,
                        withBody(deployments::record))
                .add(
                        HttpMethod.PUT,
                        VERSION + "/reference",
                        Scope.REFERENCE_WRITE,
                        withBody(references::replace))
                .add(
                        HttpMethod.POST,
                        VERSION + "/reference",
                        Scope.REFERENCE_WRITE,
                        withBody(references::begin))
                .add(
                        HttpMethod.GET,
                        "/v1/operations/:operation",
                        Scope.REFERENCE_WRITE,
                        blocking(references::operation))
                .add(HttpMethod.GET, MODEL + "/policy", Scope.WRITE, blocking(policies::show))
                .add(HttpMethod.PUT, MODEL + "/policy", Scope.WRITE, withBody(policies::replace))
                .add(
                        HttpMethod.POST,
                        MODEL + "/retraining-requests/:request/status",
                        Scope.RETRAIN,
                        withBody(retraining::report))
                .open(
                        HttpMethod.GET,
                        "/v1/limits",
                        exchange -> Future.succeededFuture(limitsDoor.show()));
    }

    private Door withBody(BodyDoor door) {
        return exchange ->
                named(
                        exchange.body(MEDIA_TYPES, limits, budget)
                                .compose(
                                        body ->
                                                exchange.blocking(
                                                        () ->
                                                                door.answer(
                                                                        exchange,
                                                                        StrictJson.object(
                                                                                body.decoded())))));
    }

    private static Door blocking(Function<Exchange, Answer> door) {
        return exchange -> named(exchange.blocking(() -> door.apply(exchange)));
    }

    private static Future<Answer> named(Future<Answer> answer) {
        return answer.recover(failure -> Future.failedFuture(Failures.of(failure)));
    }
}
