// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.logging;

import io.halflife.client.ClientSettings;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests under way, at most two, and those that wait for their next try, which keep their
 * place. Used by the sending thread alone.
 */
final class Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(PredictionLogger.class);
    private static final int IN_FLIGHT_MAX = 2;

    private final ClientSettings settings;
    private final Batcher batcher;
    private final Spooling spooling;
    private final Counters counters;
    private final WarnLimit warnings;
    private final Judge judge;
    private final Transport transport;
    private final Executor loop;
    private final List<Attempt> active = new ArrayList<>();

    /** Halves of what was too large; they go before anything new. */
    private final Deque<Parcel> halves = new ArrayDeque<>();

    /** Parcels of the spool's oldest record that have no answer yet. */
    private int replaying;

    private boolean replayFailed;
    private long replayNotBefore = System.nanoTime();
    private boolean plain;

    Outbox(LoggerParts parts, Transport transport, Executor loop) {
        this.settings = parts.settings().sending();
        this.batcher = parts.batcher();
        this.spooling = parts.spooling();
        this.counters = parts.counters();
        this.warnings = parts.warnings();
        this.judge = new Judge(counters, warnings);
        this.transport = transport;
        this.loop = loop;
    }

    /** What the first request needs. */
    void open() {
        transport.open();
    }

    /** Does whatever is due. */
    void step(long now) {
        for (Attempt attempt : List.copyOf(active)) {
            if (now - attempt.due >= 0) {
                if (attempt.isUnderWay()) {
                    cutOff(attempt, now);
                } else {
                    dispatch(attempt, now);
                }
            }
        }
        fill(now);
        counters.inFlightItems = inFlightItems();
    }

    /** Replayed items are counted where they still are, in the spool. */
    private long inFlightItems() {
        long items = 0;
        for (Attempt attempt : active) {
            items += attempt.parcel.isSpooled() ? 0 : attempt.parcel.size();
        }
        for (Parcel half : halves) {
            items += half.isSpooled() ? 0 : half.size();
        }
        return items;
    }

    private void fill(long now) {
        while (active.size() < IN_FLIGHT_MAX) {
            Optional<Parcel> parcel = nextParcel(now);
            if (parcel.isEmpty()) {
                return;
            }
            Attempt attempt = new Attempt(parcel.get(), settings, now);
            attempt.plain = plain;
            active.add(attempt);
            dispatch(attempt, now);
        }
    }

    private Optional<Parcel> nextParcel(long now) {
        if (!halves.isEmpty()) {
            return Optional.of(halves.poll());
        }
        // One request at a time, so that what was kept goes in order and does not hold up the new.
        boolean mayReplay = replaying == 0 && !isFailing() && now - replayNotBefore >= 0;
        Optional<Parcel> kept = mayReplay ? spooling.oldest(now) : Optional.empty();
        if (kept.isPresent()) {
            replaying = 1;
            replayFailed = false;
            return kept;
        }
        return batcher.next(now);
    }

    private void dispatch(Attempt attempt, long now) {
        attempt.due = now + settings.requestTimeout().toNanos();
        int number = ++attempt.tries;
        if (number > 1) {
            counters.retried.increment();
        }
        CompletableFuture<HttpResponse<byte[]>> request;
        try {
            request = transport.send(attempt.parcel, attempt.plain);
        } catch (RuntimeException e) {
            request = CompletableFuture.failedFuture(e);
        }
        attempt.request = request;
        attempt.judged =
                request.whenCompleteAsync(
                        (response, failure) -> answered(attempt, number, response, failure), loop);
    }

    /** A collector that accepts and never answers, or never ends its answer. */
    private void cutOff(Attempt attempt, long now) {
        attempt.request.cancel(true);
        retry(attempt, now, "", "no answer in time");
    }

    private void answered(
            Attempt attempt, int number, HttpResponse<byte[]> response, Throwable failure) {
        boolean isCurrent = attempt.isUnderWay() && attempt.tries == number;
        if (!isCurrent || !active.contains(attempt)) {
            return;
        }
        long now = System.nanoTime();
        if (failure != null) {
            retry(attempt, now, "", String.valueOf(failure));
            return;
        }
        Reply reply = new Reply(response);
        switch (judge.of(attempt, reply)) {
            case DONE -> settle(attempt);
            case RETRY -> retry(attempt, now, reply.retryAfter(), "status " + reply.status());
            case HALVE -> halve(attempt);
            case SEND_PLAIN -> sendPlain(attempt, now);
        }
    }

    private void sendPlain(Attempt attempt, long now) {
        plain = true;
        attempt.plain = true;
        dispatch(attempt, now);
    }

    private void halve(Attempt attempt) {
        active.remove(attempt);
        halves.addFirst(attempt.parcel.secondHalf());
        halves.addFirst(attempt.parcel.firstHalf());
        if (attempt.parcel.isSpooled()) {
            replaying++;
        }
    }

    private void settle(Attempt attempt) {
        active.remove(attempt);
        if (attempt.parcel.isSpooled()) {
            settleReplayed();
        }
    }

    private void settleReplayed() {
        replaying--;
        if (replaying == 0 && !replayFailed) {
            spooling.acknowledge();
        }
    }

    private void retry(Attempt attempt, long now, String retryAfter, String reason) {
        if (warnings.allows("retry")) {
            LOG.warn("the collector does not take items ({}); trying again", reason);
        }
        if (attempt.retryLater(now, retryAfter)) {
            return;
        }
        active.remove(attempt);
        if (warnings.allows("gave up")) {
            LOG.warn("gave up on {} items: {}", attempt.parcel.size(), reason);
        }
        if (attempt.parcel.isSpooled()) {
            replayFailed = true;
            replayNotBefore = now + settings.retryDelayMax().toNanos();
            settleReplayed();
        } else {
            spooling.store(attempt.parcel, DropReason.GAVE_UP);
        }
    }

    /** Whether some request's last try failed. */
    boolean isFailing() {
        return active.stream().anyMatch(Attempt::isFailing);
    }

    /** Whether something new could be sent at once. */
    boolean hasRoom() {
        return active.size() < IN_FLIGHT_MAX;
    }

    boolean isIdle() {
        return active.isEmpty() && halves.isEmpty();
    }

    /** Whether nothing can change before that moment. */
    boolean isStuckUntil(long moment) {
        boolean waiting = active.stream().allMatch(a -> !a.isUnderWay() && a.due - moment > 0);
        return waiting && !hasRoom();
    }

    /**
     * Whether no request holds something logged until then; what is in the spool does not count.
     */
    boolean isSettledUntil(long mark) {
        return active.stream().allMatch(a -> isAfter(a.parcel, mark))
                && halves.stream().allMatch(parcel -> isAfter(parcel, mark));
    }

    private static boolean isAfter(Parcel parcel, long mark) {
        return parcel.isSpooled() || parcel.oldestAt() - mark > 0;
    }

    /** Nanoseconds until something is due; Long.MAX_VALUE where nothing will be. */
    long dueIn(long now) {
        return active.stream().mapToLong(a -> a.due - now).min().orElse(Long.MAX_VALUE);
    }

    /** Ends all requests; their items and all others go to the spool or are dropped. */
    void abandon(long now) {
        for (Attempt attempt : active) {
            if (attempt.isUnderWay()) {
                attempt.request.cancel(true);
            }
            halves.addFirst(attempt.parcel);
        }
        active.clear();
        halves.stream()
                .filter(parcel -> !parcel.isSpooled())
                .forEach(parcel -> spooling.store(parcel, DropReason.CLOSED));
        halves.clear();
        counters.inFlightItems = 0;
        for (Optional<Parcel> rest = batcher.nextOfAny(now);
                rest.isPresent();
                rest = batcher.nextOfAny(now)) {
            spooling.store(rest.get(), DropReason.CLOSED);
        }
        transport.close();
    }
}
