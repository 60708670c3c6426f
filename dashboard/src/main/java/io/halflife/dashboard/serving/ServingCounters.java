// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.serving;

import io.halflife.monitor.window.Window;
import io.halflife.storage.latency.LatencyReader;
import io.halflife.storage.latency.LatencyStep;
import io.halflife.storage.results.VersionScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counters of what serving apps reported, as Prometheus wants them: they only grow, and start again
 * at 0 with the process.
 *
 * <p>The store knows totals of stretches of time, and a report may come up to two hours late. So
 * the stretches of the last two hours are read again, and what one of them has more than at the
 * last look is what was reported since. What was there at the first look of a version is not
 * counted. One thread at a time.
 */
final class ServingCounters {

    static final Duration STRETCH = Duration.ofMinutes(10);

    /** Hourly summaries come an hour after their start and may be tried again for another. */
    static final int STRETCHES = 12;

    /** Reading two hours is dearer than reading ten minutes. */
    static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Map<VersionScope, Account> accounts = new HashMap<>();
    private Instant readAt = Instant.MIN;

    /** What is known of one version: another limit is another count of slow requests. */
    private static final class Account {
        private final double limitSeconds;
        private final Map<Instant, ServingCount> seen = new HashMap<>();
        private ServingCount total;

        private Account(double limitSeconds, ServingCount total) {
            this.limitSeconds = limitSeconds;
            this.total = total;
        }
    }

    /** Those of a version so far. */
    ServingCount of(VersionScope scope) {
        Account account = accounts.get(scope);
        return account == null ? ServingCount.NONE : account.total;
    }

    /** Looks again, if it is time; forgets versions that are no longer among these. */
    void read(List<ServingPlace> places, Instant now, LatencyReader reader) {
        accounts.keySet().retainAll(places.stream().map(ServingPlace::scope).toList());
        boolean known = places.stream().allMatch(place -> accounts.containsKey(place.scope()));
        if (known && now.isBefore(readAt.plus(INTERVAL))) {
            return;
        }
        readAt = now;
        int batch = LatencyReader.STEPS_MAX / STRETCHES;
        for (int from = 0; from < places.size(); from += batch) {
            readBatch(places.subList(from, Math.min(places.size(), from + batch)), reader);
        }
    }

    private void readBatch(List<ServingPlace> places, LatencyReader reader) {
        List<VersionScope> scopes = new ArrayList<>();
        List<Window> windows = new ArrayList<>();
        for (ServingPlace place : places) {
            for (Window window : stretches(place.now())) {
                scopes.add(place.scope());
                windows.add(window);
            }
        }
        List<LatencyStep> steps = reader.of(scopes, windows);
        for (int i = 0; i < places.size(); i++) {
            count(places.get(i), steps.subList(i * STRETCHES, (i + 1) * STRETCHES));
        }
    }

    /** Whole stretches; the last one holds the moment. */
    static List<Window> stretches(Instant now) {
        long seconds = STRETCH.toSeconds();
        Instant last =
                Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), seconds) * seconds);
        List<Window> stretches = new ArrayList<>();
        for (int back = STRETCHES - 1; back >= 0; back--) {
            Instant start = last.minus(STRETCH.multipliedBy(back));
            stretches.add(new Window(start, start.plus(STRETCH)));
        }
        return stretches;
    }

    private void count(ServingPlace place, List<LatencyStep> steps) {
        Account known = accounts.get(place.scope());
        boolean first =
                known == null || Double.compare(known.limitSeconds, place.limitSeconds()) != 0;
        Account account = first ? new Account(place.limitSeconds(), of(place.scope())) : known;
        accounts.put(place.scope(), account);
        account.seen
                .keySet()
                .retainAll(Set.copyOf(steps.stream().map(step -> step.window().start()).toList()));
        for (LatencyStep step : steps) {
            ServingCount now = ServingCount.of(step, place.limitSeconds());
            ServingCount before =
                    account.seen.getOrDefault(step.window().start(), ServingCount.NONE);
            if (!first) {
                account.total = account.total.plus(now.beyond(before));
            }
            account.seen.put(step.window().start(), now.max(before));
        }
    }
}
