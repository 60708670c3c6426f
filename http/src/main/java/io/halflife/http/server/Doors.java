// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.server;

import io.halflife.http.auth.Caller;
import io.halflife.http.auth.CredentialException;
import io.halflife.http.auth.Credentials;
import io.halflife.http.auth.Principal;
import io.halflife.http.auth.Scope;
import io.halflife.http.metrics.Metrics;
import io.halflife.http.problem.Problem;
import io.halflife.http.problem.Problems;
import io.halflife.http.rate.Quota;
import io.halflife.http.rate.RateLimiter;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The doors of a server: method and path, the scope that opens each, and what it does. Everything
 * else about a request (its id, who asks, problem bodies, metrics) is done here once.
 */
public final class Doors {

    private static final String UNMATCHED = "unmatched";
    private static final Principal NOBODY = new Principal("nobody", Set.of(), Set.of(), false);

    private final Router router;
    private final Credentials credentials;
    private final Answers answers;
    private final HttpMetrics metrics;
    private final boolean forBrowsers;
    private final RateLimiter limiter = new RateLimiter();
    private final Map<String, List<String>> methods = new LinkedHashMap<>();
    private final List<Route> routes = new ArrayList<>();

    public Doors(Vertx vertx, Credentials credentials, Metrics metrics) {
        this(vertx, credentials, metrics, null);
    }

    /**
     * Doors that browsers come to: they are told of problems in pages, and what changes something
     * must come from our own pages.
     */
    public Doors(Vertx vertx, Credentials credentials, Metrics metrics, ProblemPages pages) {
        this.router = Router.router(vertx);
        this.credentials = credentials;
        this.metrics = new HttpMetrics(metrics.registry());
        this.forBrowsers = pages != null;
        this.answers = new Answers(this.metrics, pages);
        router.route().handler(answers::begin);
    }

    /**
     * A door that a key with this scope opens.
     *
     * @param path Vert.x syntax, for example {@code /v1/models/:model/policy}; a parameter {@code
     *     model} is also held against the models of the key
     */
    public Doors add(HttpMethod method, String path, Scope scope, Door door) {
        routes.add(Route.of(method.name(), path, scope));
        route(method, path, context -> enter(context, path, scope, door));
        return this;
    }

    /** A door that needs no credential. */
    public Doors open(HttpMethod method, String path, Door door) {
        routes.add(Route.of(method.name(), path, null));
        route(method, path, context -> run(context, path, door, NOBODY, Optional.empty()));
        return this;
    }

    /** What was added so far, in that order. */
    public List<Route> routes() {
        return List.copyOf(routes);
    }

    /** The finished router. Call once, after the last door. */
    public Router router() {
        methods.forEach(
                (path, allowed) ->
                        router.route(path)
                                .handler(
                                        context ->
                                                answers.problem(
                                                        context,
                                                        path,
                                                        Problems.methodNotAllowed(allowed))));
        router.route().handler(context -> answers.problem(context, UNMATCHED, Problems.notFound()));
        router.route().failureHandler(context -> fail(context, context.statusCode()));
        for (int status : new int[] {400, 404, 405, 406, 413, 414, 415, 500, 501}) {
            router.errorHandler(status, context -> fail(context, status));
        }
        return router;
    }

    private void fail(RoutingContext context, int status) {
        Throwable failure = context.failure();
        answers.failure(context, UNMATCHED, failure == null ? new HttpException(status) : failure);
    }

    private void route(HttpMethod method, String path, Handler<RoutingContext> handler) {
        methods.computeIfAbsent(path, p -> new ArrayList<>()).add(method.name());
        metrics.expect(path, method);
        router.route(method, path).handler(handler);
    }

    private void enter(RoutingContext context, String path, Scope scope, Door door) {
        authenticate(context)
                .onSuccess(principal -> admit(context, path, principal, scope, door))
                .onFailure(failure -> refuse(context, path, failure));
    }

    private Future<Optional<Principal>> authenticate(RoutingContext context) {
        HttpServerRequest request = context.request();
        String address = request.remoteAddress().hostAddress();
        try {
            return credentials.authenticate(
                    new Caller(request.headers(), request.query(), address == null ? "" : address));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void refuse(RoutingContext context, String path, Throwable failure) {
        if (failure instanceof CredentialException e) {
            metrics.refused(e.reason());
            answers.problem(context, path, e.problem());
        } else {
            answers.failure(context, path, failure);
        }
    }

    private void admit(
            RoutingContext context,
            String path,
            Optional<Principal> principal,
            Scope scope,
            Door door) {
        if (principal.isEmpty()) {
            refuse(context, path, Problems.unauthenticated());
            return;
        }
        Optional<Quota> quota = limiter.quota(principal.get().name(), principal.get().rates());
        long wait = quota.map(Quota::admit).orElse(0L);
        quota.ifPresent(
                q ->
                        context.response()
                                .putHeader("RateLimit-Policy", q.policy())
                                .putHeader("RateLimit", q.remaining()));
        if (wait > 0) {
            metrics.rateLimited(path);
            answers.problem(context, path, Problems.rateLimited(wait));
        } else {
            admit(context, path, principal.get(), quota, scope, door);
        }
    }

    private void admit(
            RoutingContext context,
            String path,
            Principal principal,
            Optional<Quota> quota,
            Scope scope,
            Door door) {
        String model = context.pathParam("model");
        if (!principal.has(scope)) {
            refuse(context, path, Problems.forbidden(scope.text()));
        } else if (model != null && !principal.sees(model)) {
            refuse(context, path, Exchange.unknownModel());
        } else {
            run(context, path, door, principal, quota);
        }
    }

    private void refuse(RoutingContext context, String path, Problem problem) {
        metrics.refused(problem.code());
        answers.problem(context, path, problem);
    }

    private Optional<Problem> unfit(RoutingContext context) {
        Optional<Problem> foreign =
                forBrowsers ? CrossSite.ofBrowser(context.request()) : Optional.empty();
        return foreign.isPresent() ? foreign : Parameters.problem(context);
    }

    private void run(
            RoutingContext context,
            String path,
            Door door,
            Principal principal,
            Optional<Quota> quota) {
        Optional<Problem> unfit = unfit(context);
        if (unfit.isPresent()) {
            answers.problem(context, path, unfit.get());
            return;
        }
        Exchange exchange =
                new Exchange(context, Answers.requestId(context), principal, quota, metrics);
        Future<Answer> answer;
        try {
            answer = door.answer(exchange);
        } catch (Exception e) {
            answer = Future.failedFuture(e);
        }
        answer.onSuccess(result -> answers.write(context, path, result))
                .onFailure(failure -> answers.failure(context, path, failure))
                .onComplete(done -> exchange.release());
    }
}
