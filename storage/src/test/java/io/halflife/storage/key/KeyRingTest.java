// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.storage.key.KeyVerdict.Outcome;
import io.halflife.storage.webhook.SealingKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** A ring over a store in memory, with a clock that the test moves. */
class KeyRingTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final String HOME = "127.0.0.1";

    private final KeyPepper pepper = KeyPepper.of(SealingKey.of(SealingKey.random()));
    private final Map<String, StoredKey> store = new HashMap<>();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private Duration passed = Duration.ZERO;
    private boolean down;
    private boolean slow;
    private boolean full;
    private boolean refreshesFull;
    private int lookups;

    private final Clock clock =
            new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return START.plus(passed);
                }
            };

    private final KeyRing ring =
            new KeyRing(
                    this::read,
                    pepper,
                    new KeyUses(new ApiKeys(null), UseTable.COLLECTOR, clock),
                    clock,
                    () -> passed.toNanos(),
                    this::run,
                    this::refresh);

    private Optional<StoredKey> read(String id) {
        lookups++;
        if (down) {
            throw new IllegalStateException("the database is down");
        }
        return Optional.ofNullable(store.get(id));
    }

    private void refresh(Runnable task) {
        if (refreshesFull) {
            throw new RejectedExecutionException();
        }
        take(task);
    }

    private void run(Runnable task) {
        if (full) {
            throw new RejectedExecutionException();
        }
        take(task);
    }

    private void take(Runnable task) {
        if (slow) {
            waiting.add(task);
        } else {
            task.run();
        }
    }

    private KeyText made(Optional<Cidr> cidr, Duration lifetime) {
        KeyText text = KeyText.random();
        put(text, cidr, lifetime, Optional.empty());
        return text;
    }

    private KeyText made() {
        return made(Optional.empty(), Duration.ofDays(90));
    }

    private void put(
            KeyText text, Optional<Cidr> cidr, Duration lifetime, Optional<Instant> revokedAt) {
        ApiKey key =
                new ApiKey(
                        text.id(),
                        "test",
                        List.of("read"),
                        List.of(),
                        false,
                        cidr,
                        KeyLimits.NONE,
                        START,
                        START.plus(lifetime),
                        revokedAt,
                        Optional.empty(),
                        Optional.empty());
        store.put(text.id(), new StoredKey(key, pepper.hash(text), false));
    }

    private Outcome outcome(KeyText text) {
        return ring.check(text.reveal(), HOME).join().outcome();
    }

    @Test
    void check_knownKey_isAcceptedAndReadOnce() {
        KeyText text = made();

        for (int i = 0; i < 100; i++) {
            assertEquals(Outcome.ACCEPTED, outcome(text));
        }
        assertEquals(1, lookups);
    }

    @Test
    void check_typo_asksNoDatabase() {
        String typo = made().reveal().replace("hl_live_", "hl_live-");

        assertEquals(Outcome.MALFORMED, ring.check(typo, HOME).join().outcome());
        assertEquals(0, lookups);
    }

    @Test
    void check_otherSecretOfAKnownId_isWrong() {
        KeyText text = made();
        KeyText stolen = KeyText.random();
        ApiKey key = store.get(text.id()).key();
        store.put(text.id(), new StoredKey(key, pepper.hash(stolen), false));

        assertEquals(Outcome.WRONG, outcome(text));
    }

    /** The promise: at most 30 s after the revocation is committed. */
    @Test
    void revocation_actsWithinThirtySeconds() {
        KeyText text = made();
        assertEquals(Outcome.ACCEPTED, outcome(text));
        put(text, Optional.empty(), Duration.ofDays(90), Optional.of(START));

        passed = KeyRing.FRESH_MAX;

        assertEquals(Outcome.REVOKED, outcome(text));
    }

    /** Also where the second look at it is slow: then the request waits, it is not let in. */
    @Test
    void revocation_whileTheDatabaseIsSlow_isWaitedFor() {
        KeyText text = made();
        assertEquals(Outcome.ACCEPTED, outcome(text));
        put(text, Optional.empty(), Duration.ofDays(90), Optional.of(START));
        passed = KeyRing.FRESH_MAX;
        slow = true;

        CompletableFuture<KeyVerdict> verdict = ring.check(text.reveal(), HOME);

        assertFalse(verdict.isDone());
        waiting.remove().run();
        assertEquals(Outcome.REVOKED, verdict.join().outcome());
    }

    @Test
    void check_agingKey_isReadAgainBesideTheRequest() {
        KeyText text = made();
        outcome(text);
        slow = true;
        passed = KeyRing.REFRESH_AFTER;

        assertEquals(Outcome.ACCEPTED, outcome(text));
        assertEquals(Outcome.ACCEPTED, outcome(text));
        assertEquals(1, waiting.size());
    }

    @Test
    void databaseDown_knownKeysGoOnForAStatedTime() {
        KeyText text = made();
        outcome(text);
        down = true;

        passed = KeyRing.STALE_MAX.minusNanos(1);
        assertEquals(Outcome.ACCEPTED, outcome(text));
        passed = KeyRing.STALE_MAX;
        assertEquals(Outcome.UNAVAILABLE, outcome(text));

        down = false;
        passed = passed.plusSeconds(2);
        assertEquals(Outcome.ACCEPTED, outcome(text));
    }

    /** 401 would tell a sender to give up and lose what it holds. */
    @Test
    void databaseDown_unseenKeys_areUnavailableNotUnknown() {
        down = true;

        assertEquals(Outcome.UNAVAILABLE, outcome(made()));
        assertEquals(Outcome.UNAVAILABLE, outcome(KeyText.random()));
    }

    /** A key that did not exist when the database was last asked may exist now. */
    @Test
    void databaseDown_formerlyUnknownKeys_areUnavailable() {
        KeyText text = KeyText.random();
        assertEquals(Outcome.UNKNOWN, outcome(text));
        down = true;
        passed = KeyRing.FRESH_MAX;

        assertEquals(Outcome.UNAVAILABLE, outcome(text));
    }

    /** While it is known to be down nobody waits for it, and it is asked again all the same. */
    @Test
    void databaseHanging_requestsDoNotWaitForIt() {
        KeyText text = made();
        outcome(text);
        down = true;
        passed = KeyRing.FRESH_MAX;
        outcome(text);
        slow = true;

        assertTrue(ring.check(text.reveal(), HOME).isDone());
        assertEquals(Outcome.ACCEPTED, outcome(text));
        assertEquals(1, waiting.size());
    }

    @Test
    void noRoomForLookups_isUnavailable() {
        full = true;

        assertEquals(Outcome.UNAVAILABLE, outcome(made()));
    }

    /** Guessing must not keep a revoked key alive, nor lock out the keys of others. */
    @Test
    void noRoomForLookups_revocationStillActsWithin30Seconds() {
        KeyText text = made();
        assertEquals(Outcome.ACCEPTED, outcome(text));
        full = true;
        assertEquals(Outcome.UNAVAILABLE, outcome(made()));
        passed = Duration.ofSeconds(29);
        assertEquals(Outcome.ACCEPTED, outcome(text));
        put(text, Optional.empty(), Duration.ofDays(90), Optional.of(START));
        passed = Duration.ofSeconds(61);

        assertEquals(Outcome.REVOKED, outcome(text));
    }

    @Test
    void noRoomForRefreshes_nothingOldDecides() {
        KeyText text = made();
        assertEquals(Outcome.ACCEPTED, outcome(text));
        refreshesFull = true;
        passed = Duration.ofSeconds(31);

        assertEquals(Outcome.UNAVAILABLE, outcome(text));
    }

    @Test
    void expiry_actsAtItsMomentWithoutTheDatabase() {
        KeyText text = made(Optional.empty(), Duration.ofSeconds(5));
        assertEquals(Outcome.ACCEPTED, outcome(text));

        passed = Duration.ofSeconds(5);

        assertEquals(Outcome.EXPIRED, outcome(text));
        assertEquals(1, lookups);
    }

    @Test
    void cidr_isHeldAgainstThePeer() {
        KeyText text = made(Optional.of(Cidr.of("10.0.0.0/8")), Duration.ofDays(1));

        assertEquals(Outcome.WRONG_ADDRESS, outcome(text));
        assertEquals(Outcome.ACCEPTED, ring.check(text.reveal(), "10.1.2.3").join().outcome());
        assertEquals(Outcome.WRONG_ADDRESS, ring.check(text.reveal(), "").join().outcome());
    }

    @Test
    void unknownIds_areRememberedUpToABound() {
        KeyMemory memory = new KeyMemory();
        for (int i = 0; i < 3 * KeyMemory.UNKNOWN_MAX; i++) {
            memory.put("id" + i, new KeyMemory.Entry(Optional.empty(), 0));
        }

        assertEquals(KeyMemory.UNKNOWN_MAX, memory.unknownSize());
    }

    @Test
    void unknownKey_isLookedUpOnceInThirtySeconds() {
        KeyText text = KeyText.random();
        for (int i = 0; i < 100; i++) {
            assertEquals(Outcome.UNKNOWN, outcome(text));
        }

        assertEquals(1, lookups);
    }
}
