// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.halflife.launcher.console.Refusal;
import io.halflife.storage.signing.WebhookSecret;
import io.halflife.storage.signing.WebhookSignature;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Takes webhooks on a free port of the loopback interface. A message whose signature does not fit
 * is answered with 401 and not looked at; one that came before is answered like the first time and
 * not taken again. Thread-safe.
 */
public final class Receiver implements AutoCloseable {

    private static final String PATH = "/retraining";
    private static final int BODY_BYTES_MAX = 64 << 10;
    private static final int TAKEN = 204;
    private static final int NO_EVENT = 400;
    private static final int NOT_SIGNED = 401;
    private static final int TOO_LARGE = 413;
    private static final int NOT_READY = 503;

    private final HttpServer server;
    private final Clock clock;
    private final Map<String, Receipt> receipts = new LinkedHashMap<>();
    private WebhookSignature signature;
    private long repeated;
    private long refused;

    private Receiver(HttpServer server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    /** Listens; until the secret is known every message is answered with 503. */
    public static Receiver open(Clock clock) {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Receiver receiver = new Receiver(server, clock);
            server.createContext(PATH, receiver::handle);
            server.start();
            return receiver;
        } catch (IOException e) {
            throw Refusal.failed("cannot listen for webhooks: " + e.getMessage(), e);
        }
    }

    /** Where messages are taken. */
    public URI url() {
        InetSocketAddress address = server.getAddress();
        return URI.create(
                "http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + PATH);
    }

    /**
     * From now on messages are taken.
     *
     * @param secret as it was shown when the endpoint was registered, {@code whsec_…}
     */
    public synchronized void trust(String secret) {
        signature = new WebhookSignature(List.of(WebhookSecret.parse(secret)));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(answer(exchange), -1);
        }
    }

    private int answer(HttpExchange exchange) throws IOException {
        byte[] body = body(exchange.getRequestBody());
        if (body.length > BODY_BYTES_MAX) {
            return TOO_LARGE;
        }
        return take(
                header(exchange, "webhook-id"),
                header(exchange, "webhook-timestamp"),
                header(exchange, "webhook-signature"),
                body);
    }

    private static byte[] body(InputStream in) throws IOException {
        return in.readNBytes(BODY_BYTES_MAX + 1);
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private synchronized int take(String id, String timestamp, String header, byte[] body) {
        if (signature == null) {
            return NOT_READY;
        }
        Instant now = clock.instant();
        Optional<Instant> sent = seconds(timestamp);
        if (id.isEmpty()
                || sent.isEmpty()
                || !signature.verify(id, sent.get(), body, header, now)) {
            refused++;
            return NOT_SIGNED;
        }
        if (receipts.containsKey(id)) {
            repeated++;
            return TAKEN;
        }
        Optional<Receipt> receipt = Message.read(id, body, now);
        receipt.ifPresent(taken -> receipts.put(id, taken));
        notifyAll();
        return receipt.isPresent() ? TAKEN : NO_EVENT;
    }

    private static Optional<Instant> seconds(String timestamp) {
        try {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(timestamp)));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** What was taken, in the order of arrival. */
    public synchronized List<Receipt> receipts() {
        return List.copyOf(receipts.values());
    }

    /** Messages that came again after they were taken. */
    public synchronized long repeated() {
        return repeated;
    }

    /** Messages whose signature did not fit. */
    public synchronized long refused() {
        return refused;
    }

    /** The first message of which this holds, as soon as there is one; empty when time is up. */
    public synchronized Optional<Receipt> await(Predicate<Receipt> of, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        Optional<Receipt> found = receipts.values().stream().filter(of).findFirst();
        try {
            for (long left = patience.toMillis(); found.isEmpty() && left > 0; ) {
                wait(left);
                found = receipts.values().stream().filter(of).findFirst();
                left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return found;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
