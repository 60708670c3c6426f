// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.services;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.launcher.console.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Lets other commands of the same user share the warm analyzer: a port on the loopback interface
 * that takes the analyzer's lines, each with the token that stands in the state folder.
 */
final class ControlDoor implements AutoCloseable {

    private static final int TOKEN_BYTES = 16;
    private static final int WAITING_MAX = 16;

    private final ServerSocket socket;
    private final String token;
    private final Analyzer analyzer;

    private ControlDoor(ServerSocket socket, String token, Analyzer analyzer) {
        this.socket = socket;
        this.token = token;
        this.analyzer = analyzer;
    }

    static ControlDoor open(Analyzer analyzer) {
        try {
            byte[] random = new byte[TOKEN_BYTES];
            new SecureRandom().nextBytes(random);
            ControlDoor door =
                    new ControlDoor(
                            new ServerSocket(0, WAITING_MAX, InetAddress.getLoopbackAddress()),
                            HexFormat.of().formatHex(random),
                            analyzer);
            daemon("control-door", door::accept);
            return door;
        } catch (IOException e) {
            throw Refusal.failed("cannot open the control port: " + e.getMessage(), e);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    String token() {
        return token;
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        boolean open = true;
        while (open) {
            try {
                Socket caller = socket.accept();
                daemon("control-caller", () -> serve(caller));
            } catch (IOException e) {
                // Closed, or a caller that went away before it was taken.
                open = !socket.isClosed();
            }
        }
    }

    private void serve(Socket caller) {
        try (caller) {
            JsonLines lines = new JsonLines(caller.getInputStream(), caller.getOutputStream());
            Optional<ObjectNode> command = lines.read();
            while (command.isPresent()) {
                lines.write(answer(command.get(), progress -> pass(progress, lines)));
                command = lines.read();
            }
        } catch (IOException e) {
            // The caller is gone; what it asked for was done or not, its next command will see.
            return;
        }
    }

    /** A caller that went away is noticed when it is answered; its run goes on. */
    private static void pass(ObjectNode progress, JsonLines lines) {
        try {
            lines.write(progress);
        } catch (IOException e) {
            return;
        }
    }

    private ObjectNode answer(ObjectNode command, Consumer<ObjectNode> progress) {
        try {
            byte[] given = command.path("token").asText().getBytes(StandardCharsets.UTF_8);
            if (!MessageDigest.isEqual(given, token.getBytes(StandardCharsets.UTF_8))) {
                throw Refusal.failed("the token is not this state folder's");
            }
            command.remove("token");
            if (!command.path("command").asText().equals("analyze")) {
                throw Refusal.failed("only analyze may be asked here");
            }
            return analyzer.ask(command, progress);
        } catch (Refusal e) {
            return JsonLines.object().put("ok", false).put("error", e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw Refusal.failed("cannot close the control port: " + e.getMessage(), e);
        }
    }
}
