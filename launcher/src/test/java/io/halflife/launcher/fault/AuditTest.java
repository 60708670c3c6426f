// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.halflife.launcher.rig.Items;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The harness can fail: collectors that lose, double, alter or invent are found out. */
class AuditTest {

    private static final int BAD_EVERY = 97;

    private final Items items = new Items(1, BAD_EVERY);
    private final Ledger ledger = new Ledger(items);
    private final Map<UUID, StoredItem> stored = new ConcurrentHashMap<>();
    private HttpServer server;
    private volatile Conduct conduct = Conduct.HONEST;

    private enum Conduct {
        HONEST,
        LOSES,
        DOUBLES,
        KEEPS_WHAT_IT_REFUSES,
        ALTERS,
        INVENTS
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        ledger.close();
    }

    @Test
    void honestCollector_isSound() {
        Audit audit = run(Conduct.HONEST);

        audit.requireSound("honest");
        assertEquals(0, audit.unknown());
        assertEquals(audit.acked() + audit.rejected(), ledger.read().size());
    }

    @Test
    void collectorThatLosesAnAcknowledgedItem_isCaught() {
        Audit audit = run(Conduct.LOSES);

        assertThrows(AssertionError.class, () -> audit.requireSound("loses"));
        assertEquals(1, audit.lost());
    }

    @Test
    void collectorThatDoublesAnItem_isCaught() {
        Audit audit = run(Conduct.DOUBLES);

        assertThrows(AssertionError.class, () -> audit.requireSound("doubles"));
        assertEquals(1, audit.doubled());
    }

    @Test
    void collectorThatStoresWhatItRefused_isCaught() {
        Audit audit = run(Conduct.KEEPS_WHAT_IT_REFUSES);

        assertThrows(AssertionError.class, () -> audit.requireSound("keeps"));
        assertEquals(audit.rejected(), audit.refusedStored());
    }

    @Test
    void collectorThatAltersAnItem_isCaught() {
        Audit audit = run(Conduct.ALTERS);

        assertThrows(AssertionError.class, () -> audit.requireSound("alters"));
        assertEquals(1, audit.altered());
    }

    @Test
    void collectorThatInventsAnItem_isCaught() {
        Audit audit = run(Conduct.INVENTS);

        assertThrows(AssertionError.class, () -> audit.requireSound("invents"));
        assertEquals(1, audit.foreign());
    }

    private Audit run(Conduct wanted) {
        conduct = wanted;
        LoadPlan plan = new LoadPlan(server.getAddress().getPort(), 4, 50, 1_000_000, 1);
        try (LedgerLoad load = new LedgerLoad(plan, items, ledger, new AtomicLong())) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> load.figures().acked() > 1000);
            load.drain(Duration.ofSeconds(30));
            load.figures().requireNoOffence();
        }
        return Audit.of(ledger.read(), stored);
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            JsonNode body = new ObjectMapper().readTree(exchange.getRequestBody());
            StringBuilder errors = new StringBuilder();
            int rejected = 0;
            int index = 0;
            for (JsonNode item : body.path("predictions")) {
                UUID id = UUID.fromString(item.path("prediction_id").asText());
                boolean good = item.path("prediction").path("score").asDouble() <= 1;
                if (!good) {
                    errors.append(rejected++ == 0 ? "" : ",");
                    errors.append("{\"index\":" + index + ",\"code\":\"out_of_range\"}");
                }
                keep(id, good);
                index++;
            }
            reply(exchange, index - rejected, rejected, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keep(UUID id, boolean good) {
        long number = Items.number(id);
        boolean odd = number == 123;
        StoredItem honest = new StoredItem(1, items.hash(number));
        if (good ? !(odd && conduct == Conduct.LOSES) : conduct == Conduct.KEEPS_WHAT_IT_REFUSES) {
            stored.put(id, honest);
        }
        if (odd && conduct == Conduct.DOUBLES) {
            stored.put(id, new StoredItem(2, honest.hash()));
        } else if (odd && conduct == Conduct.ALTERS) {
            stored.put(id, new StoredItem(1, items.hash(number + 1)));
        } else if (odd && conduct == Conduct.INVENTS) {
            stored.put(new UUID(0, 0), honest);
        }
    }

    private static void reply(
            HttpExchange exchange, int accepted, int rejected, StringBuilder errors)
            throws IOException {
        String json =
                "{\"accepted\":%d,\"duplicates\":0,\"rejected\":%d,\"errors\":[%s]}"
                        .formatted(accepted, rejected, errors);
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
