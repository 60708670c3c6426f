// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.storage.PostgresFixture;
import io.halflife.storage.StorageSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * FT-2: a collector, as a process of its own, is told to end while a request is under way. It says
 * that it is not ready, takes nothing new, finishes that request and ends with code 0.
 */
@Tag("fault")
class GracefulStopIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    @Test
    void terminated_finishesWhatIsUnderWayAndEndsWithCode0(@TempDir Path folder) throws Exception {
        int port = freePort();
        int management = freePort();
        Process process = start(folder, port, management);
        try {
            HttpCalls health = new HttpCalls(management);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> isReady(process, health, folder));
            Stories.creditRisk(new HttpCalls(port), "credit-risk");
            try (Socket underWay = halfARequest(port)) {
                process.toHandle().destroy();
                Awaitility.await()
                        .atMost(Duration.ofSeconds(5))
                        .until(() -> health.get("/ready").status() == 503);
                Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> refuses(port));

                assertEquals(200, finish(underWay));
            }
            assertTrue(process.waitFor(25, TimeUnit.SECONDS), "it still runs");
            assertEquals(0, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
        long stored = count();
        assertEquals(1, stored);
    }

    private static boolean isReady(Process process, HttpCalls health, Path folder)
            throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError(Files.readString(folder.resolve("collector.log")));
        }
        return health.get("/ready").status() == 200;
    }

    private static Process start(Path folder, int port, int management) throws IOException {
        StorageSettings database = POSTGRES.settings();
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(java, "-Xmx512m", Main.class.getName());
        builder.environment().keySet().removeIf(key -> key.startsWith("HALFLIFE_"));
        builder.environment()
                .putAll(
                        Map.of(
                                "CLASSPATH", classPath,
                                "HALFLIFE_DB_URL", database.url(),
                                "HALFLIFE_DB_USER", database.user(),
                                "HALFLIFE_DEV", "true",
                                "HALFLIFE_COLLECTOR_PORT", Integer.toString(port),
                                "HALFLIFE_COLLECTOR_MANAGEMENT_PORT",
                                        Integer.toString(management)));
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("collector.log").toFile())
                .start();
    }

    private final byte[] body =
            Stories.predictions(Stories.prediction("credit-risk", "under-way", Instant.now()))
                    .getBytes(StandardCharsets.UTF_8);

    private Socket halfARequest(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        String head =
                "POST /v1/predictions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                        + "Content-Length: "
                        + body.length
                        + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body, 0, body.length / 2);
        socket.getOutputStream().flush();
        return socket;
    }

    private int finish(Socket socket) throws IOException {
        socket.getOutputStream().write(body, body.length / 2, body.length - body.length / 2);
        socket.getOutputStream().flush();
        String answer =
                new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        assertFalse(answer.isEmpty(), "the request was dropped");
        return Integer.parseInt(answer.substring(9));
    }

    /** Whether nobody listens there any more. */
    private static boolean refuses(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return !socket.isConnected();
        } catch (IOException refused) {
            return true;
        }
    }

    private static long count() {
        return POSTGRES.storage()
                .jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery("select count(*) from prediction")
                                        .mapTo(Long.class)
                                        .one());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
