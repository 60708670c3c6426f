// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * FT-16: requests that say or send more than may be. Each is refused before much of it is read, and
 * the connection ends.
 */
@Tag("fault")
class OversizedRequestsIT {

    @RegisterExtension static final CollectorFixture COLLECTOR = new CollectorFixture();
    private static final String POST =
            "POST /v1/predictions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";

    /** What is read behind a refusal so that the sender sees it, and what lies in buffers. */
    private static final long BYTES_MAX = 40L << 20;

    private static final int CHUNK = 64 << 10;

    static Stream<Arguments> requests() {
        String chunk = Integer.toHexString(CHUNK) + "\r\n" + " ".repeat(CHUNK) + "\r\n";
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            many.append("X-").append(i).append(": a\r\n");
        }
        return Stream.of(
                Arguments.of(
                        "body announced", POST + "Content-Length: 5000000000\r\n\r\n", " ", 413),
                Arguments.of("chunks", POST + "Transfer-Encoding: chunked\r\n\r\n", chunk, 413),
                Arguments.of("length", POST + "Content-Length: 5e9\r\n\r\n", "", 400),
                Arguments.of("negative length", POST + "Content-Length: -1\r\n\r\n", "", 400),
                Arguments.of("header", POST + "X: " + "x".repeat(65_536) + "\r\n\r\n", "", 431),
                Arguments.of("headers", POST + many + "\r\n", "", 431),
                Arguments.of("path", "GET /" + "x".repeat(8192) + " HTTP/1.1\r\n\r\n", "", 414));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void oversized_isRefusedAndTheConnectionEnds(
            String name, String beginning, String more, int status) throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), COLLECTOR.service().port())) {
            socket.setSoTimeout(20_000);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            Thread reader = new Thread(() -> read(socket, answer), "reader of " + name);
            reader.start();
            long sent = send(socket, beginning, more, reader);
            reader.join(20_000);

            assertTrue(sent < BYTES_MAX, sent + " bytes were taken");
            String text = answer.toString(StandardCharsets.ISO_8859_1);
            assertTrue(
                    text.matches("(?s)HTTP/1\\.[01] " + status + " .*"), text + ", after " + sent);
            assertTrue(text.toLowerCase(Locale.ROOT).contains("application/problem+json"), text);
            assertEquals(false, reader.isAlive(), "the connection is still open");
        }
        Supplier<String> held = OversizedRequestsIT::reserved;
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(held::get, "0.0"::equals);
    }

    /** Sends for as long as the server listens; how many bytes that were. */
    private static long send(Socket socket, String beginning, String more, Thread reader) {
        long sent = 0;
        try {
            byte[] bytes = beginning.getBytes(StandardCharsets.ISO_8859_1);
            socket.getOutputStream().write(bytes);
            sent = bytes.length;
            bytes = more.getBytes(StandardCharsets.ISO_8859_1);
            while (bytes.length > 0 && sent < BYTES_MAX && reader.isAlive()) {
                socket.getOutputStream().write(bytes);
                sent += bytes.length;
            }
        } catch (IOException closed) {
            // The server has had enough.
        }
        return sent;
    }

    private static void read(Socket socket, ByteArrayOutputStream answer) {
        try {
            socket.getInputStream().transferTo(answer);
        } catch (IOException reset) {
            // An end as well.
        }
    }

    private static String reserved() {
        HttpCalls management = new HttpCalls(COLLECTOR.service().managementPort());
        return management
                .get("/metrics")
                .raw()
                .body()
                .lines()
                .filter(line -> line.startsWith("halflife_ingest_inflight_bytes "))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .findFirst()
                .orElse("none");
    }
}
