// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.server;

import io.halflife.http.auth.Principal;
import io.halflife.http.auth.Scope;
import io.halflife.http.body.Body;
import io.halflife.http.body.BodyLimits;
import io.halflife.http.body.BodyReader;
import io.halflife.http.body.ByteBudget;
import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.halflife.http.rate.Quota;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** One request on its way to its answer. Belongs to one event loop. */
public final class Exchange {

    private final RoutingContext context;
    private final String requestId;
    private final Principal principal;
    private final Optional<Quota> quota;
    private final HttpMetrics metrics;
    private Body body;

    Exchange(
            RoutingContext context,
            String requestId,
            Principal principal,
            Optional<Quota> quota,
            HttpMetrics metrics) {
        this.context = context;
        this.requestId = requestId;
        this.principal = principal;
        this.quota = quota;
        this.metrics = metrics;
    }

    public String requestId() {
        return requestId;
    }

    /** Who is asking. An open door has nobody: a principal without scopes. */
    public Principal principal() {
        return principal;
    }

    /** A parameter of the path, decoded. */
    public String path(String name) {
        return context.pathParam(name);
    }

    /** The path that was asked for, without the query. */
    public String requestPath() {
        return context.request().path();
    }

    /** A parameter of the query, decoded; null where it is not there. */
    public String query(String name) {
        return context.queryParams().get(name);
    }

    /** All parameters of the query in their order, decoded. */
    public MultiMap query() {
        return context.queryParams();
    }

    /** A request header; null where it is not there. */
    public String header(String name) {
        return context.request().getHeader(name);
    }

    public Vertx vertx() {
        return context.vertx();
    }

    /**
     * Reads the body; what it reserves is given back when the answer is written.
     *
     * @param mediaTypes the media types that the door takes
     */
    public Future<Body> body(List<String> mediaTypes, BodyLimits limits, ByteBudget budget) {
        return BodyReader.read(vertx(), context.request(), mediaTypes, limits, budget)
                .onSuccess(this::keep);
    }

    private void keep(Body read) {
        body = read;
        metrics.body(read.encoding(), read.length());
    }

    /**
     * Takes items from the quota of the key, once they have been counted. What is too much holds up
     * its next requests, not this one.
     */
    public void chargeItems(int count) {
        quota.ifPresent(
                q -> {
                    q.chargeItems(count);
                    context.response().putHeader("RateLimit", q.remaining());
                });
    }

    /** Runs work that blocks on a worker thread, beside other work. */
    public <T> Future<T> blocking(Callable<T> work) {
        return vertx().executeBlocking(work, false);
    }

    /** Goes on only when the principal has the scope. */
    public void require(Scope scope) {
        if (!principal.has(scope)) {
            throw new ProblemException(Problems.forbidden(scope.text()));
        }
    }

    /**
     * Goes on only when the principal may know that the model exists: otherwise it is told what it
     * would be told of a model that does not.
     */
    public void requireSight(String model) {
        if (!principal.sees(model)) {
            throw new ProblemException(unknownModel());
        }
    }

    /** A model that does not exist, or that this principal may not know of. */
    public static Problem unknownModel() {
        return Problem.of(404, "unknown_model", "there is no such model");
    }

    RoutingContext context() {
        return context;
    }

    void release() {
        if (body != null) {
            body.release();
        }
    }
}
