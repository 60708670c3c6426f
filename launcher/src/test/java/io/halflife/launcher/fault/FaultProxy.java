// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A line between two programs of this machine that can be made bad: slow, narrow, cut, silent. The
 * faults act on what passes from now on, in both directions unless said otherwise.
 */
final class FaultProxy implements AutoCloseable {

    private static final int CHUNK = 1 << 14;
    private static final long MILLI = 1_000_000;
    private static final long NONE = Long.MAX_VALUE;

    private final int target;
    private final ServerSocket listener;
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    private final AtomicInteger swallowed = new AtomicInteger();
    private volatile long latencyMillis;
    private volatile long bytesPerSecond = NONE;
    private volatile int sliceBytes = CHUNK;
    private volatile long limitBytes = NONE;
    private volatile boolean silent;
    private byte[] dropped = new byte[0];
    private int drops;

    /** Listens on a free port of loopback and connects to this one. */
    FaultProxy(int target) {
        this.target = target;
        try {
            listener = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run("accept", this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Waits this long before each piece. */
    void latency(long millis) {
        latencyMillis = millis;
    }

    void bandwidth(long bytesEachSecond) {
        bytesPerSecond = bytesEachSecond;
    }

    /** Passes on pieces of so many bytes. */
    void slicer(int bytes) {
        sliceBytes = bytes;
    }

    /** Cuts a connection after so many bytes in one direction. */
    void limitData(long bytes) {
        limitBytes = bytes;
    }

    /** Keeps all connections and passes nothing on. */
    void timeout(boolean on) {
        silent = on;
    }

    /** Ends all connections with a reset. */
    void resetPeer() {
        lines.forEach(Line::reset);
    }

    /** Swallows the server's next words that hold these bytes, and all behind them; then cuts. */
    synchronized void dropAfterMatch(byte[] match, int times) {
        dropped = match.clone();
        drops = times;
    }

    /** How often it has done so. */
    int swallowed() {
        return swallowed.get();
    }

    synchronized void heal() {
        latencyMillis = 0;
        bytesPerSecond = NONE;
        sliceBytes = CHUNK;
        limitBytes = NONE;
        silent = false;
        drops = 0;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                connect(listener.accept());
            } catch (IOException e) {
                // Closed.
                LockSupport.parkNanos(MILLI);
            }
        }
    }

    private void connect(Socket client) {
        try {
            Line line = new Line(client, new Socket(InetAddress.getLoopbackAddress(), target));
            lines.add(line);
            line.start();
        } catch (IOException e) {
            // The server does not listen: the client sees its connection end.
            closeQuietly(client);
        }
    }

    private synchronized boolean swallows(byte[] bytes, int length) {
        boolean found = drops > 0 && holds(bytes, length, dropped);
        if (found) {
            drops--;
            swallowed.incrementAndGet();
        }
        return found;
    }

    private static boolean holds(byte[] bytes, int length, byte[] match) {
        for (int i = 0; i + match.length <= length; i++) {
            if (Arrays.equals(bytes, i, i + match.length, match, 0, match.length)) {
                return true;
            }
        }
        return false;
    }

    private static void run(String name, Runnable task) {
        Thread thread = new Thread(task, "proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closeQuietly(listener);
        resetPeer();
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // It is closed either way.
        }
    }

    /** A client's connection and the one to the server. */
    private final class Line {
        private final Socket client;
        private final Socket server;

        Line(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void start() {
            run("up", () -> pass(client, server, false));
            run("down", () -> pass(server, client, true));
        }

        private void pass(Socket from, Socket to, boolean down) {
            byte[] bytes = new byte[CHUNK];
            long passed = 0;
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                    awaitVoice();
                    passed += n;
                    if (passed > limitBytes || (down && swallows(bytes, n))) {
                        break;
                    }
                    write(out, bytes, n);
                }
            } catch (IOException e) {
                // The end of either side is the end of both.
            } finally {
                reset();
            }
        }

        private void awaitVoice() {
            while (silent && lines.contains(this)) {
                LockSupport.parkNanos(MILLI);
            }
        }

        private void write(OutputStream out, byte[] bytes, int length) throws IOException {
            for (int at = 0; at < length; at += sliceBytes) {
                int n = Math.min(sliceBytes, length - at);
                long narrow = bytesPerSecond == NONE ? 0 : n * 1000L / bytesPerSecond;
                LockSupport.parkNanos(MILLI * (latencyMillis + narrow));
                out.write(bytes, at, n);
                out.flush();
            }
        }

        void reset() {
            lines.remove(this);
            for (Socket socket : new Socket[] {client, server}) {
                try {
                    socket.setSoLinger(true, 0);
                } catch (IOException e) {
                    // Closed already.
                }
                closeQuietly(socket);
            }
        }
    }
}
