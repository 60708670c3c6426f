// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.server;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Whether a service should be sent requests: every check passes and it is not shutting down.
 * Thread-safe.
 */
public final class Readiness {

    private final Map<String, Supplier<Future<Boolean>>> checks = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    /** A check is asked at each look; it must not block. */
    public void add(String name, Supplier<Future<Boolean>> check) {
        checks.put(name, check);
    }

    /** From now on the service is not ready. */
    void stop() {
        stopping = true;
    }

    /** Each check's name and whether it passes, sorted. */
    Future<Map<String, Boolean>> look() {
        List<String> names = new ArrayList<>(checks.keySet());
        names.sort(null);
        List<Future<Boolean>> results = names.stream().map(this::ask).toList();
        return Future.join(results)
                .map(
                        done -> {
                            Map<String, Boolean> found = new LinkedHashMap<>();
                            found.put("accepting", !stopping);
                            for (int i = 0; i < names.size(); i++) {
                                found.put(names.get(i), results.get(i).result());
                            }
                            return found;
                        });
    }

    private Future<Boolean> ask(String name) {
        try {
            return checks.get(name).get().otherwise(false);
        } catch (RuntimeException e) {
            return Future.succeededFuture(false);
        }
    }
}
