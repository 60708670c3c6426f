// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.services;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.state.RunningServices;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.Consumer;

/** The warm analyzer of another process that runs in the same state folder. */
final class SharedAnalyzer implements Analyzer, AutoCloseable {

    private final Socket socket;
    private final JsonLines lines;
    private final String token;

    /** Closed by us, from another thread: by Ctrl-C. */
    private volatile boolean closed;

    private SharedAnalyzer(Socket socket, JsonLines lines, String token) {
        this.socket = socket;
        this.lines = lines;
        this.token = token;
    }

    static SharedAnalyzer of(RunningServices running) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), running.controlPort());
            JsonLines lines = new JsonLines(socket.getInputStream(), socket.getOutputStream());
            return new SharedAnalyzer(socket, lines, running.controlToken());
        } catch (IOException e) {
            throw gone(e);
        }
    }

    private static Refusal gone(IOException cause) {
        return Refusal.failed(
                "the services of this state folder do not answer; see halflife status", cause);
    }

    @Override
    public synchronized ObjectNode ask(ObjectNode command, Consumer<ObjectNode> progress) {
        try {
            lines.write(command.deepCopy().put("token", token));
            ObjectNode answer = lines.readAnswer(progress).orElseThrow(() -> gone(null));
            if (!answer.path("ok").asBoolean()) {
                throw Refusal.failed(answer.path("error").asText());
            }
            return answer;
        } catch (IOException e) {
            throw closed ? left(e) : gone(e);
        }
    }

    private static Refusal left(IOException cause) {
        return Refusal.failed(
                "stopped waiting; the services go on with the run, and the next analyze waits for"
                        + " its end",
                cause);
    }

    @Override
    public void close() {
        closed = true;
        try {
            socket.close();
        } catch (IOException e) {
            throw gone(e);
        }
    }
}
