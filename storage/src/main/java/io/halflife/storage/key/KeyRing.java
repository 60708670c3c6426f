// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.key;

import io.halflife.storage.key.KeyVerdict.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Checks keys, mostly from memory. Never blocks: what must ask the database does so on another
 * thread.
 *
 * <p>Law: while the database answers, nothing that is older than {@link #FRESH_MAX} decides, so a
 * revocation acts within 30 s. While it does not, keys that were seen go on for {@link #STALE_MAX}
 * since they were last read; others are {@code UNAVAILABLE}, never unknown. Thread-safe.
 */
public final class KeyRing {

    /** What is older is read again, beside the request. */
    static final Duration REFRESH_AFTER = Duration.ofSeconds(10);

    /** What is older is read again before it decides. */
    static final Duration FRESH_MAX = Duration.ofSeconds(30);

    /** What is older decides nothing, whatever the database does. */
    static final Duration STALE_MAX = Duration.ofMinutes(5);

    /** A request waits this long for the database. */
    private static final Duration LOOKUP_WAIT = Duration.ofSeconds(1);

    /** After a failed lookup requests do not wait for the next one for this long. */
    private static final Duration FAILURE_PAUSE = Duration.ofSeconds(1);

    private final Function<String, Optional<StoredKey>> source;
    private final KeyPepper pepper;
    private final KeyUses uses;
    private final Clock clock;
    private final LongSupplier nanoClock;
    private final Executor lookups;
    private final Executor refreshes;
    private final KeyMemory memory = new KeyMemory();
    private final Map<String, CompletableFuture<KeyMemory.Entry>> underWay =
            new ConcurrentHashMap<>();
    private volatile long failedAtNanos;
    private volatile boolean failing;

    /**
     * A ring over a store.
     *
     * @param lookups asks for ids that nobody knows yet; may refuse with RejectedExecutionException
     * @param refreshes asks again for ids that are known, so that guessing cannot hold that up; may
     *     refuse too
     */
    KeyRing(
            Function<String, Optional<StoredKey>> source,
            KeyPepper pepper,
            KeyUses uses,
            Clock clock,
            LongSupplier nanoClock,
            Executor lookups,
            Executor refreshes) {
        this.source = source;
        this.pepper = pepper;
        this.uses = uses;
        this.clock = clock;
        this.nanoClock = nanoClock;
        this.lookups = lookups;
        this.refreshes = refreshes;
    }

    /**
     * Checks what somebody sent as a key.
     *
     * @param address the peer's, as text
     */
    public CompletableFuture<KeyVerdict> check(String sent, String address) {
        Optional<KeyText> parsed = KeyText.parse(sent);
        if (parsed.isEmpty()) {
            return CompletableFuture.completedFuture(KeyVerdict.malformed());
        }
        KeyText text = parsed.get();
        String id = text.id();
        KeyMemory.Entry known = memory.get(id);
        if (known != null && ageOf(known) < FRESH_MAX.toNanos()) {
            if (ageOf(known) >= REFRESH_AFTER.toNanos()) {
                CompletableFuture<KeyMemory.Entry> unused = lookup(id);
            }
            return CompletableFuture.completedFuture(judge(known, text, address));
        }
        CompletableFuture<KeyMemory.Entry> found = lookup(id);
        if (isPaused() && !found.isDone()) {
            return CompletableFuture.completedFuture(withoutDatabase(known, text, address));
        }
        return found.copy()
                .orTimeout(LOOKUP_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                .handle((entry, failure) -> answer(entry, failure, known, text, address));
    }

    private KeyVerdict answer(
            KeyMemory.Entry entry,
            Throwable failure,
            KeyMemory.Entry known,
            KeyText text,
            String address) {
        if (failure == null) {
            return judge(entry, text, address);
        }
        if (isWithoutRoom(failure)) {
            return KeyVerdict.refused(Outcome.UNAVAILABLE, text.id());
        }
        noteFailure();
        return withoutDatabase(known, text, address);
    }

    /** Says nothing about the database, so nothing old may decide. */
    private static boolean isWithoutRoom(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof RejectedExecutionException;
    }

    /** What was not there when it was last read may be there now: only keys that were are known. */
    private KeyVerdict withoutDatabase(KeyMemory.Entry known, KeyText text, String address) {
        boolean usable =
                known != null && known.key().isPresent() && ageOf(known) < STALE_MAX.toNanos();
        return usable
                ? judge(known, text, address)
                : KeyVerdict.refused(Outcome.UNAVAILABLE, text.id());
    }

    /** One lookup per id at a time; fails when there is no room for more. */
    private CompletableFuture<KeyMemory.Entry> lookup(String id) {
        CompletableFuture<KeyMemory.Entry> mine = new CompletableFuture<>();
        CompletableFuture<KeyMemory.Entry> others = underWay.putIfAbsent(id, mine);
        if (others != null) {
            return others;
        }
        try {
            (memory.knows(id) ? refreshes : lookups).execute(() -> load(id, mine));
        } catch (RuntimeException e) {
            underWay.remove(id, mine);
            mine.completeExceptionally(e);
        }
        return mine;
    }

    private void load(String id, CompletableFuture<KeyMemory.Entry> promise) {
        long startedAt = nanoClock.getAsLong();
        try {
            KeyMemory.Entry entry = new KeyMemory.Entry(source.apply(id), startedAt);
            memory.put(id, entry);
            failing = false;
            underWay.remove(id, promise);
            promise.complete(entry);
        } catch (RuntimeException e) {
            noteFailure();
            underWay.remove(id, promise);
            promise.completeExceptionally(e);
        }
    }

    private void noteFailure() {
        failedAtNanos = nanoClock.getAsLong();
        failing = true;
    }

    private boolean isPaused() {
        return failing && nanoClock.getAsLong() - failedAtNanos < FAILURE_PAUSE.toNanos();
    }

    private long ageOf(KeyMemory.Entry entry) {
        return nanoClock.getAsLong() - entry.readAtNanos();
    }

    private KeyVerdict judge(KeyMemory.Entry entry, KeyText text, String address) {
        if (entry.key().isEmpty()) {
            return KeyVerdict.refused(Outcome.UNKNOWN, text.id());
        }
        StoredKey stored = entry.key().get();
        ApiKey key = stored.key();
        if (!stored.fits(text, pepper)) {
            return KeyVerdict.refused(Outcome.WRONG, key.id());
        }
        if (stored.isRevoked() || key.isRevoked(clock.instant())) {
            return KeyVerdict.refused(Outcome.REVOKED, key.id());
        }
        if (key.isExpired(clock.instant())) {
            return KeyVerdict.refused(Outcome.EXPIRED, key.id());
        }
        if (key.cidr().isPresent() && !key.cidr().get().contains(address)) {
            return KeyVerdict.refused(Outcome.WRONG_ADDRESS, key.id());
        }
        uses.note(key.id());
        return KeyVerdict.accepted(key);
    }
}
