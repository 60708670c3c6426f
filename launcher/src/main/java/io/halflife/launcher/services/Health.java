// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.services;

import io.halflife.launcher.state.RunningServices;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Whether a service that was announced answers. */
public enum Health {
    READY("ready"),
    RUNNING("running"),
    NOT_READY("not ready"),
    GONE("gone");

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final String words;

    Health(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** Asks its management port, else its port, else the operating system. */
    public static Health of(RunningServices.Service service) {
        if (ProcessHandle.of(service.pid()).filter(ProcessHandle::isAlive).isEmpty()) {
            return GONE;
        }
        if (service.managementPort() > 0) {
            return isReady(service.management()) ? READY : NOT_READY;
        }
        if (service.port() > 0) {
            return listens(service.port()) ? READY : NOT_READY;
        }
        return RUNNING;
    }

    private static boolean isReady(URI management) {
        HttpRequest request =
                HttpRequest.newBuilder(management.resolve("/ready")).timeout(PATIENCE).build();
        try {
            HttpResponse<Void> answer =
                    HttpClient.newBuilder()
                            .connectTimeout(PATIENCE)
                            .build()
                            .send(request, HttpResponse.BodyHandlers.discarding());
            return answer.statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
