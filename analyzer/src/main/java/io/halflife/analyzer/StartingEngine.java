// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer;

import io.halflife.analyzer.engine.Engine;
import io.halflife.analyzer.settings.AnalyzerSettings;
import io.halflife.storage.analysis.DatabaseAccess;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** An engine that starts beside what else has to be done. Closing waits for its start. */
final class StartingEngine implements AutoCloseable {

    private final CompletableFuture<Engine> engine;

    StartingEngine(AnalyzerSettings settings, DatabaseAccess access) {
        Executor thread = work -> new Thread(work, "start-spark").start();
        engine = CompletableFuture.supplyAsync(() -> Engine.start(settings, access), thread);
    }

    /** Waits until it has started; fails as the start did. */
    Engine engine() {
        try {
            return engine.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** An engine that did not start needs no closing. */
    @Override
    public void close() {
        engine.handle((started, failure) -> started).thenAccept(StartingEngine::close).join();
    }

    private static void close(Engine started) {
        if (started != null) {
            started.close();
        }
    }
}
