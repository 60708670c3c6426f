// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.services;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A child that is started again when it has died: one bad command does not end the services. */
final class WarmAnalyzer implements Analyzer, AutoCloseable {

    private final Supplier<AnalyzerChild> start;
    private AnalyzerChild child;
    private boolean closed;

    WarmAnalyzer(Supplier<AnalyzerChild> start) {
        this.start = start;
        this.child = start.get();
    }

    @Override
    public ObjectNode ask(ObjectNode command, Consumer<ObjectNode> progress) {
        return living().ask(command, progress);
    }

    private synchronized AnalyzerChild living() {
        if (!closed && !child.isAlive()) {
            child.close();
            child = start.get();
        }
        return child;
    }

    synchronized long pid() {
        return child.pid();
    }

    @Override
    public synchronized void close() {
        closed = true;
        child.close();
    }
}
