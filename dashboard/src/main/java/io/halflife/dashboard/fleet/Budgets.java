// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.fleet;

import io.halflife.dashboard.fleet.Standing.Budget;
import io.halflife.monitor.policy.ServiceLevelObjective;
import io.halflife.storage.Storage;
import io.halflife.storage.results.VersionScope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Error budgets of many versions. A budget counts the requests of a month, which is too much to
 * read while somebody waits: one thread reads them, those not known yet first, and each again after
 * {@link #KEPT}. Who looks gets what is known; while something is not, the first look waits {@link
 * #PATIENCE} for it. Thread-safe.
 */
final class Budgets implements AutoCloseable {

    static final Duration KEPT = Duration.ofMinutes(5);
    static final Duration PATIENCE = Duration.ofMillis(250);
    private static final Logger LOG = LoggerFactory.getLogger(Budgets.class);

    private final BudgetReader reader;
    private final Clock clock;
    private final Map<VersionScope, Known> known = new HashMap<>();
    private final Map<VersionScope, Promise> wanted = new LinkedHashMap<>();
    private Thread thread;
    private boolean closed;

    /** What is promised of a version. */
    record Promise(VersionScope scope, List<ServiceLevelObjective> slos) {
        Promise {
            slos = List.copyOf(slos);
        }
    }

    /**
     * @param budget null where it could not be read
     */
    private record Known(Promise promise, Instant readAt, Budget budget) {}

    Budgets(Storage storage, Clock clock) {
        this.reader = new BudgetReader(storage.jdbi());
        this.clock = clock;
    }

    /** The budgets that are known; those that are not, or are old, are read from now on. */
    synchronized Map<VersionScope, Budget> look(Collection<Promise> promises) {
        Instant oldest = clock.instant().minus(KEPT);
        boolean open = false;
        for (Promise promise : promises) {
            Known last = known.get(promise.scope());
            boolean same = last != null && last.promise().equals(promise);
            open |= !same;
            if (!same || last.readAt().isBefore(oldest)) {
                wanted.put(promise.scope(), promise);
            }
        }
        if (!wanted.isEmpty() && thread == null && !closed) {
            thread = new Thread(this::work, "budgets");
            thread.setDaemon(true);
            thread.start();
        }
        if (open) {
            await(promises);
        }
        return found(promises);
    }

    private Map<VersionScope, Budget> found(Collection<Promise> promises) {
        Map<VersionScope, Budget> found = new HashMap<>();
        for (Promise promise : promises) {
            Known last = known.get(promise.scope());
            if (last != null && last.promise().equals(promise) && last.budget() != null) {
                found.put(promise.scope(), last.budget());
            }
        }
        return found;
    }

    /** Until all are known, and not for long. */
    private void await(Collection<Promise> promises) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (thread != null && isOpen(promises)) {
                long millis = (end - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    return;
                }
                wait(millis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isOpen(Collection<Promise> promises) {
        return promises.stream()
                .anyMatch(
                        p ->
                                !known.containsKey(p.scope())
                                        || !known.get(p.scope()).promise().equals(p));
    }

    private void work() {
        for (List<Promise> batch = next(); !batch.isEmpty(); batch = next()) {
            Map<VersionScope, Budget> read;
            try {
                read = reader.read(batch);
            } catch (RuntimeException e) {
                LOG.warn("error budgets cannot be read: {}", e.toString());
                read = Map.of();
            }
            keep(batch, read);
        }
    }

    private synchronized List<Promise> next() {
        List<Promise> batch =
                wanted.values().stream()
                        .sorted((a, b) -> Boolean.compare(isKnown(a), isKnown(b)))
                        .limit(BudgetReader.BATCH)
                        .toList();
        batch.forEach(promise -> wanted.remove(promise.scope()));
        if (batch.isEmpty() || closed) {
            thread = null;
            notifyAll();
            return List.of();
        }
        return batch;
    }

    private boolean isKnown(Promise promise) {
        return known.containsKey(promise.scope());
    }

    private synchronized void keep(List<Promise> batch, Map<VersionScope, Budget> read) {
        Instant now = clock.instant();
        for (Promise promise : batch) {
            known.put(promise.scope(), new Known(promise, now, read.get(promise.scope())));
        }
        notifyAll();
    }

    /** Forgets versions that are no more. */
    synchronized void keepOnly(Collection<VersionScope> scopes) {
        Set<VersionScope> kept = scopes.stream().collect(Collectors.toSet());
        known.keySet().retainAll(kept);
    }

    @Override
    public synchronized void close() {
        closed = true;
        wanted.clear();
        notifyAll();
    }
}
