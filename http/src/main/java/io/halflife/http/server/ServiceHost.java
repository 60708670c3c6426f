// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.server;

import io.halflife.http.metrics.Metrics;
import io.halflife.http.problem.Problem;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one service runs on: event loops, worker threads, its servers, its metrics. Closing it is
 * orderly: not ready, no new connections, requests under way are finished within 20 s, then all
 * threads end.
 */
public final class ServiceHost implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceHost.class);
    private static final int EVENT_LOOPS = 2;
    private static final int WORKERS = 8;
    private static final int IDLE_SECONDS = 60;

    /**
     * What the kernel keeps of answers that a client does not read, twice that where it is Linux.
     * Left to itself it grows to megabytes a connection, and a slow reader is noticed that later.
     */
    private static final int SEND_BUFFER_BYTES = 128 << 10;

    /** Together with what closes after them less than the 25 s that a supervisor waits. */
    private static final int SHUTDOWN_SECONDS = 20;

    private static final int MANAGEMENT_SHUTDOWN_SECONDS = 1;

    private final Vertx vertx;
    private final Metrics metrics = Metrics.create();
    private final Readiness readiness = new Readiness();
    private final List<HttpServer> servers = new ArrayList<>();
    private final List<HttpServer> managementServers = new ArrayList<>();
    private final List<AutoCloseable> owned = new ArrayList<>();

    private ServiceHost() {
        FileSystemOptions files =
                new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false);
        vertx =
                Vertx.vertx(
                        new VertxOptions()
                                .setEventLoopPoolSize(EVENT_LOOPS)
                                .setWorkerPoolSize(WORKERS)
                                .setFileSystemOptions(files));
        EventLoopDelays.watch(vertx, EVENT_LOOPS, metrics.registry());
    }

    public static ServiceHost open() {
        return new ServiceHost();
    }

    public Vertx vertx() {
        return vertx;
    }

    public Metrics metrics() {
        return metrics;
    }

    public Readiness readiness() {
        return readiness;
    }

    /** Closed with the host, after the last request and in reverse order. */
    public void own(AutoCloseable resource) {
        owned.add(resource);
    }

    /**
     * Opens a public server and waits until it listens. Not to be called on an event loop.
     *
     * @param port 0 for any free one
     * @return the port
     */
    public int listen(String host, int port, Router router) {
        return listen(host, port, router, "api", servers);
    }

    private int listen(String host, int port, Router router, String name, List<HttpServer> opened) {
        HttpServer server = vertx.createHttpServer(options());
        ConnectionDeadlines deadlines =
                new ConnectionDeadlines(
                        vertx,
                        new ConnectionLimit(metrics.registry(), name, ConnectionLimit.DEFAULT),
                        ConnectionDeadlines.FIRST,
                        ConnectionDeadlines.NEXT);
        deadlines.watch(server);
        server.invalidRequestHandler(ServiceHost::refuse);
        Handler<HttpServerRequest> handler =
                request -> {
                    deadlines.met(request);
                    router.handle(request);
                };
        int actual = await(server.requestHandler(handler).listen(port, host)).actualPort();
        opened.add(server);
        return actual;
    }

    /** Opens the management server: {@code /live}, {@code /ready}, {@code /metrics}. */
    public int listenForManagement(String host, int port) {
        Router router = ManagementDoors.router(vertx, metrics, readiness);
        return listen(host, port, router, "management", managementServers);
    }

    @Override
    public void close() {
        readiness.stop();
        shutDown(servers, SHUTDOWN_SECONDS);
        // Last, so that whoever asks hears "not ready" while requests are being finished.
        shutDown(managementServers, MANAGEMENT_SHUTDOWN_SECONDS);
        for (int i = owned.size() - 1; i >= 0; i--) {
            closeQuietly(owned.get(i));
        }
        await(vertx.close());
        metrics.close();
    }

    private static void shutDown(List<HttpServer> servers, int seconds) {
        List<Future<Void>> closing =
                servers.stream().map(s -> s.shutdown(seconds, TimeUnit.SECONDS)).toList();
        await(Future.join(closing).otherwiseEmpty());
    }

    /** Of every server; the headers' deadline needs HTTP/2 without TLS to be off. */
    static HttpServerOptions options() {
        return new HttpServerOptions()
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setSendBufferSize(SEND_BUFFER_BYTES)
                .setHttp2ClearTextEnabled(false)
                .setDecompressionSupported(false);
    }

    /** What is not HTTP never reaches the router; it is answered in the same manner. */
    private static void refuse(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        Problem problem =
                cause instanceof TooLongHttpLineException
                        ? Problem.of(414, "uri_too_long", "the request line is too long")
                        : cause instanceof TooLongHttpHeaderException
                                ? Problem.of(431, "headers_too_large", "headers exceed 8192 bytes")
                                : Problem.of(400, "bad_request", "this is not HTTP/1.1");
        String id = RequestIds.next();
        request.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", Answer.PROBLEM_JSON)
                .putHeader("Request-Id", id)
                .putHeader("Cache-Control", "no-store")
                .putHeader("Connection", "close")
                .end(Buffer.buffer(problem.toJson("", id).toString()))
                .onComplete(written -> request.connection().close());
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.warn("closing {} failed", resource.getClass().getSimpleName(), e);
        }
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
