// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.sun.net.httpserver.HttpServer;
import io.halflife.client.Prediction;
import io.halflife.client.logging.LoggerSettings;
import io.halflife.client.logging.PredictionLogger;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PredictionLoggerMetricsTest {

    /** Takes one of two items. */
    @Test
    void figures_areThoseOfTheLogger() throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    exchange.getResponseHeaders().set("Ingest-Accepted", "1");
                    exchange.getResponseHeaders().set("Ingest-Rejected", "1");
                    byte[] body =
                            "{\"errors\":[{\"index\":0,\"code\":\"required\"}]}"
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        CountDownLatch told = new CountDownLatch(1);
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (PredictionLogger logger = PredictionLogger.open(LoggerSettings.of(address, ""))) {
            new PredictionLoggerMetrics(logger).bindTo(registry);
            logger.onChange(
                    counts -> {
                        if (counts.sent() > 0) {
                            told.countDown();
                        }
                    });
            logger.log(Prediction.builder().build());
            logger.log(Prediction.builder().build());
            logger.log((Prediction) null);
            logger.flush(Duration.ofSeconds(20));

            told.await(20, TimeUnit.SECONDS);
            assertEquals(3, count(registry, "logged", "", ""));
            assertEquals(1, count(registry, "sent", "", ""));
            assertEquals(1, count(registry, "dropped", "reason", "invalid"));
            assertEquals(0, count(registry, "dropped", "reason", "overflow"));
            assertEquals(1, count(registry, "rejected", "code", "required"));
            assertNotNull(registry.find("halflife.client.queue.bytes").gauge());
        } finally {
            server.stop(0);
        }
    }

    private static double count(
            SimpleMeterRegistry registry, String name, String tag, String value) {
        var search = registry.get("halflife.client.items." + name);
        FunctionCounter counter =
                (tag.isEmpty() ? search : search.tag(tag, value)).functionCounter();
        return counter.count();
    }
}
