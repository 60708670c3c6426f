// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.services;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was started, to be closed once and in reverse order, whoever asks first. Starting and
 * closing exclude each other, so nothing that is just starting can be left behind.
 */
final class CloseStack implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CloseStack.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean closed;

    /**
     * Starts a resource and takes it over.
     *
     * @throws IllegalStateException when everything was closed already; it is not started then
     */
    synchronized <T extends AutoCloseable> T start(Supplier<T> resource) {
        if (closed) {
            throw new IllegalStateException("stopped while starting");
        }
        T started = resource.get();
        open.push(started);
        return started;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** A failure to close one does not keep the others open. */
    @Override
    public synchronized void close() {
        closed = true;
        while (!open.isEmpty()) {
            closeOne(open.pop());
        }
    }

    private static void closeOne(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.warn("closing {} failed", resource.getClass().getSimpleName(), e);
        }
    }
}
