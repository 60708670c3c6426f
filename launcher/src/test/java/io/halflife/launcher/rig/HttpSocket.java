// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.rig;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * One HTTP/1.1 connection, kept alive, that costs its machine little and knows when the last byte
 * of a request has left. For one thread.
 */
public final class HttpSocket implements AutoCloseable {

    public static final int OK = 200;
    private static final int BUFFER = 1 << 16;

    /**
     * An answer.
     *
     * @param status 0 where there was none
     * @param retryAfterSeconds -1 without the header
     * @param closes whether the server closes the connection
     */
    public record Answer(int status, int retryAfterSeconds, boolean closes, String body) {
        static final Answer NONE = new Answer(0, -1, true, "");
    }

    private final Socket socket;
    private final InputStream in;

    /**
     * Connects to loopback.
     *
     * @param timeout for connecting and for each read
     */
    public HttpSocket(int port, Duration timeout) throws IOException {
        this(InetAddress.getLoopbackAddress(), port, timeout);
    }

    /** Connects to a server, which is one of ours. */
    public HttpSocket(InetAddress host, int port, Duration timeout) throws IOException {
        socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) timeout.toMillis());
            socket.connect(new InetSocketAddress(host, port), (int) timeout.toMillis());
            in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    public Answer get(String path) throws IOException {
        write("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n", new byte[0], 0);
        return read();
    }

    /** Sends the request; when it returns the last byte is on its way. */
    public void post(String path, String mediaType, byte[] body, int length) throws IOException {
        write(
                "POST "
                        + path
                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                        + mediaType
                        + "\r\nContent-Length: "
                        + length
                        + "\r\n\r\n",
                body,
                length);
    }

    private void write(String head, byte[] body, int length) throws IOException {
        byte[] bytes = head.getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[bytes.length + length];
        System.arraycopy(bytes, 0, all, 0, bytes.length);
        System.arraycopy(body, 0, all, bytes.length, length);
        socket.getOutputStream().write(all);
    }

    /** Waits for the answer. */
    public Answer read() throws IOException {
        String start = line();
        int status = Integer.parseInt(start.substring(9, 12));
        int length = 0;
        int retryAfter = -1;
        boolean closes = false;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            String value = header.substring(colon + 1).strip();
            switch (header.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "content-length" -> length = Integer.parseInt(value);
                case "retry-after" -> retryAfter = Integer.parseInt(value);
                case "connection" -> closes = value.equalsIgnoreCase("close");
                case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
                default -> {}
            }
        }
        String body = chunked ? chunks() : text(length);
        return new Answer(status, retryAfter, closes, body);
    }

    private String chunks() throws IOException {
        StringBuilder body = new StringBuilder();
        int size = Integer.parseInt(line().strip(), 16);
        while (size > 0) {
            body.append(text(size));
            line();
            size = Integer.parseInt(line().strip(), 16);
        }
        line();
        return body.toString();
    }

    private String text(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended within an answer");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection ended within an answer");
            }
            if (c != '\r') {
                text.append((char) c);
            }
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
