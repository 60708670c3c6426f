// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.services;

import io.halflife.launcher.console.Refusal;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Whether a service can have its port, asked before anything is started. */
public final class Ports {

    private Ports() {}

    /**
     * Does nothing when the port is free, or 0.
     *
     * @param key the setting that names another
     * @throws Refusal naming service, port and setting
     */
    public static void requireFree(String service, String host, int port, String key) {
        if (port != 0 && !isFree(host, port)) {
            throw Refusal.failed(
                    "port "
                            + port
                            + " of the "
                            + service
                            + " is in use: free it, or set "
                            + key
                            + " to another");
        }
    }

    /** Whether a server could listen there now. */
    public static boolean isFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port), 1);
            return true;
        } catch (BindException e) {
            return false;
        } catch (IOException e) {
            throw Refusal.failed("cannot listen on " + host + ": " + e.getMessage(), e);
        }
    }
}
