// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.logging;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Accepts, reads, and says what it is told, whether that is an answer or not. */
final class RawServer implements AutoCloseable {

    private static final Duration LET_GO_SEEN_WITHIN = Duration.ofSeconds(1);

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final String greeting;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    /** Says this once a request begins, and nothing more; empty: it never answers. */
    RawServer(String greeting) throws IOException {
        this.greeting = greeting;
        Thread thread = new Thread(this::accept, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** The largest number of connections at one time. */
    int mostAtOnce() {
        return most.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                awaitLetGo();
                most.accumulateAndGet(open.incrementAndGet(), Math::max);
                Thread thread = new Thread(() -> hold(socket), "raw-connection");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            // Closed: the test is over.
            return;
        }
    }

    /** One that the client has let go must not count because nobody here had time to see it. */
    private void awaitLetGo() {
        long end = System.nanoTime() + LET_GO_SEEN_WITHIN.toNanos();
        while (open.get() > 1 && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void hold(Socket socket) {
        byte[] buffer = new byte[1 << 16];
        try (socket;
                InputStream in = socket.getInputStream()) {
            boolean greeted = false;
            while (in.read(buffer) >= 0) {
                if (!greeted) {
                    greeted = true;
                    socket.getOutputStream().write(greeting.getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException e) {
            // The client has let go.
            open.decrementAndGet();
            return;
        }
        open.decrementAndGet();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
