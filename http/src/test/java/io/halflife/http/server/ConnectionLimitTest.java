// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** At the limit and one beyond it. */
class ConnectionLimitTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ConnectionLimit limit = new ConnectionLimit(registry, "test", 2);
    private Vertx vertx;
    private int port;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        HttpServer server = vertx.createHttpServer(ServiceHost.options());
        new ConnectionDeadlines(vertx, limit, LONG, LONG).watch(server);
        server.requestHandler(request -> request.response().end("ok"));
        port =
                server.listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join()
                        .actualPort();
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void connectionBeyondTheLimit_isClosedAndTheOthersStay() throws Exception {
        String request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
        try (RawHttp first = new RawHttp(port)) {
            assertTrue(first.send(request).readAnswer().endsWith("ok"));
            try (RawHttp second = new RawHttp(port);
                    RawHttp third = new RawHttp(port)) {
                assertTrue(second.send(request).readAnswer().endsWith("ok"));
                assertEquals("", third.send(request).readToEnd());
                assertTrue(first.send(request).readAnswer().endsWith("ok"));
            }
            Awaitility.await().atMost(LONG).until(() -> limit.open() == 1);
        }
        assertEquals(1, registry.get("halflife.http.connections.refused").counter().count());
    }
}
