// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Closes connections that do not get to the point: the headers of the first request must be there
 * within a deadline, those of each later one within another after the answer before it. Bytes that
 * trickle in do not prolong either.
 */
final class ConnectionDeadlines {

    static final Duration FIRST = Duration.ofSeconds(10);
    static final Duration NEXT = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final Duration first;
    private final Duration next;
    private final Map<HttpConnection, Long> timers = new ConcurrentHashMap<>();

    private final ConnectionLimit limit;

    ConnectionDeadlines(Vertx vertx, ConnectionLimit limit, Duration first, Duration next) {
        this.vertx = vertx;
        this.limit = limit;
        this.first = first;
        this.next = next;
    }

    void watch(HttpServer server) {
        server.connectionHandler(
                connection -> {
                    if (!limit.admit()) {
                        connection.close();
                        return;
                    }
                    arm(connection, first);
                    connection.closeHandler(
                            closed -> {
                                disarm(connection);
                                limit.release();
                            });
                });
    }

    /** The headers are there. */
    void met(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        disarm(connection);
        request.response().endHandler(answered -> arm(connection, next));
    }

    private void arm(HttpConnection connection, Duration deadline) {
        Long old =
                timers.put(
                        connection,
                        vertx.setTimer(deadline.toMillis(), timer -> connection.close()));
        cancel(old);
    }

    private void disarm(HttpConnection connection) {
        cancel(timers.remove(connection));
    }

    private void cancel(Long timer) {
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }
}
