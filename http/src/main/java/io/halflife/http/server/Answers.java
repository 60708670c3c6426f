// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.server;

import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.netty.channel.ChannelFuture;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes every answer of a server, so that they all look alike. */
final class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final String REQUEST_ID = "halflife.request_id";
    private static final String STARTED = "halflife.started";
    private static final String TRACE = "halflife.trace";

    /** A client that takes longer to read its answer is cut off. */
    private static final long READ_MILLIS_MAX = 10_000;

    /** Statuses of requests that were refused for their form and not for what they ask. */
    private static final Set<Integer> UNREADABLE = Set.of(400, 408, 413, 415);

    private final HttpMetrics metrics;
    private final ProblemPages pages;

    /** Answers that are not with their client yet, at most one for each connection. */
    private final Map<HttpConnection, Future<Void>> unread = new ConcurrentHashMap<>();

    /**
     * Answers of a server.
     *
     * @param pages null for a server that no browser looks at
     */
    Answers(HttpMetrics metrics, ProblemPages pages) {
        this.metrics = metrics;
        this.pages = pages;
    }

    /** The first handler of every route: the request waits until a door reads it. */
    void begin(RoutingContext context) {
        context.request().pause();
        context.put(REQUEST_ID, RequestIds.next());
        context.put(STARTED, System.nanoTime());
        context.put(TRACE, Trace.of(context.request().getHeader(Trace.HEADER)));
        // Otherwise a client that asks on and on without reading would fill the memory.
        Future<Void> before = unread.get(context.request().connection());
        if (before == null) {
            context.next();
        } else {
            before.onComplete(read -> context.next());
        }
    }

    static String requestId(RoutingContext context) {
        String id = context.get(REQUEST_ID);
        if (id == null) {
            id = RequestIds.next();
            context.put(REQUEST_ID, id);
        }
        return id;
    }

    private static Trace trace(RoutingContext context) {
        Trace trace = context.get(TRACE);
        return trace == null ? Trace.of(null) : trace;
    }

    void failure(RoutingContext context, String route, Throwable failure) {
        if (failure instanceof ProblemException e) {
            problem(context, route, e.problem());
        } else if (failure instanceof HttpException e) {
            problem(context, route, ofStatus(e.getStatusCode()));
        } else if (failure instanceof HttpClosedException) {
            LOG.debug("the client went away during {}", requestId(context));
        } else {
            LOG.error(
                    "request {} of trace {} to {} failed",
                    requestId(context),
                    trace(context).traceId(),
                    route,
                    failure);
            problem(context, route, Problems.internal());
        }
    }

    void problem(RoutingContext context, String route, Problem problem) {
        if (UNREADABLE.contains(problem.status())) {
            metrics.undecodable(problem.code());
        }
        Answer answer = wantsPage(context) ? page(context, problem) : json(context, problem);
        for (Map.Entry<String, String> header : problem.headers().entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        write(context, route, answer);
    }

    private boolean wantsPage(RoutingContext context) {
        String accept = context.request().getHeader("Accept");
        return pages != null && accept != null && accept.contains("text/html");
    }

    private Answer page(RoutingContext context, Problem problem) {
        String encoding = context.request().getHeader("Accept-Encoding");
        return pages.page(problem, requestId(context), encoding);
    }

    private static Answer json(RoutingContext context, Problem problem) {
        String body = problem.toJson(context.request().path(), requestId(context)).toString();
        return Answer.of(
                problem.status(), Answer.PROBLEM_JSON, body.getBytes(StandardCharsets.UTF_8));
    }

    void write(RoutingContext context, String route, Answer answer) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(answer.status());
        response.putHeader("Request-Id", requestId(context));
        response.putHeader(Trace.HEADER, trace(context).traceparent());
        response.putHeader("Cache-Control", "no-store");
        response.putHeader("X-Content-Type-Options", "nosniff");
        response.putHeader("Content-Security-Policy", "default-src 'none'");
        answer.headers().forEach(response::putHeader);
        HttpServerRequest request = context.request();
        cutOffSlowReader(context, response.end(Buffer.buffer(answer.body())));
        UnreadBody.discard(context.vertx(), request);
        measure(context, route, answer.status());
    }

    /** Most answers are with the kernel at once; only the others cost a timer. */
    private void cutOffSlowReader(RoutingContext context, Future<Void> written) {
        if (!written.isComplete()) {
            HttpConnection connection = context.request().connection();
            long timer = context.vertx().setTimer(READ_MILLIS_MAX, id -> cutOff(connection));
            unread.put(connection, written);
            written.onComplete(
                    done -> {
                        unread.remove(connection, written);
                        context.vertx().cancelTimer(timer);
                    });
        }
    }

    /**
     * Closes at once. {@link HttpConnection#close} waits until what was written is gone, and a
     * client that reads nothing would keep it for ever.
     */
    private static void cutOff(HttpConnection connection) {
        if (connection instanceof HttpServerConnection server) {
            ChannelFuture unused = server.channelHandlerContext().pipeline().firstContext().close();
        } else {
            connection.close();
        }
    }

    private void measure(RoutingContext context, String route, int status) {
        Long started = context.get(STARTED);
        long nanos = started == null ? 0 : System.nanoTime() - started;
        metrics.record(route, context.request().method(), status, nanos);
    }

    private static Problem ofStatus(int status) {
        return switch (status) {
            case 404 -> Problems.notFound();
            case 500 -> Problems.internal();
            default ->
                    Problem.of(
                            status >= 400 && status <= 599 ? status : 500,
                            "bad_request",
                            "the request is not one that HTTP or this server allows");
        };
    }
}
