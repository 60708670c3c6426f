// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A connection that is held open by doing next to nothing on it. Not thread-safe. */
final class SlowClient implements AutoCloseable {

    private static final int LOOK_MILLIS = 1;

    /** Small, so that an answer soon has nowhere to go. */
    private static final int RECEIVE_BYTES = 1024;

    private final Socket socket = new Socket();
    private final boolean reads;
    private boolean closed;

    /**
     * Connects and sends a beginning.
     *
     * @param reads whether it takes what the server sends
     */
    SlowClient(int port, String beginning, boolean reads) throws IOException {
        this.reads = reads;
        socket.setReceiveBufferSize(RECEIVE_BYTES);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
        socket.setSoTimeout(LOOK_MILLIS);
        socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
    }

    /** Sends one more byte; whether the server has closed the connection by now. */
    boolean isClosedAfterOneMoreByte() {
        if (!closed) {
            closed = !wrote() || (reads && ended());
        }
        return closed;
    }

    private boolean wrote() {
        try {
            socket.getOutputStream().write('x');
            return true;
        } catch (IOException reset) {
            return false;
        }
    }

    private boolean ended() {
        try {
            byte[] some = new byte[RECEIVE_BYTES];
            int n = socket.getInputStream().read(some);
            while (n > 0) {
                n = socket.getInputStream().read(some);
            }
            return true;
        } catch (SocketTimeoutException quiet) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
