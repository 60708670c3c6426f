// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.period;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.period.Period.Effect;
import io.halflife.monitor.period.Periods;
import io.halflife.monitor.window.Window;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.model.RegisteredModel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MutesIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final Instant LATER = Instant.parse("9000-01-01T00:00:00Z");
    private static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");
    private static final MuteFilter EVERY =
            new MuteFilter("", Instant.MIN, Instant.MAX, MuteFilter.State.ALL);

    private static Mutes mutes() {
        return POSTGRES.storage().mutes();
    }

    private static RegisteredModel model(String name, RegisteredModel.Origin origin) {
        return POSTGRES.storage().models().create(name, origin, "{}").orElseThrow();
    }

    private static Window days(int from, int to) {
        return new Window(DAY.plus(from, ChronoUnit.DAYS), DAY.plus(to, ChronoUnit.DAYS));
    }

    private static MuteDraft outage(int from, int to) {
        return new MuteDraft(Effect.EXCLUDED, days(from, to), "", List.of(), "outage");
    }

    private static Periods known(RegisteredModel model, Instant asOf) {
        return mutes().knownAt(asOf, model.modelId(), "production");
    }

    @Test
    void create_theSameAgainIsTheOneThatStands() {
        RegisteredModel model = model("twice", RegisteredModel.Origin.LIVE);
        MuteDraft draft =
                new MuteDraft(Effect.MUTED, days(0, 2), "", List.of("b", "a", "b"), "launch");

        Mutes.Setting first = mutes().create(model, draft, "ann");
        Mutes.Setting again = mutes().create(model, draft, "bob");

        assertTrue(first.created());
        assertFalse(again.created());
        assertEquals(first.mute(), again.mute());
        assertEquals(draft, first.mute().draft());
        assertEquals(List.of("a", "b"), first.mute().draft().features());
        assertEquals("ann", first.mute().createdBy());
        assertEquals(1, mutes().list(model.modelId(), EVERY, false, null, 10).size());
    }

    /** A run at an earlier clock sees what was known then, also after changes and removals. */
    @Test
    void knownAt_isTheRevisionOfThen() {
        RegisteredModel model = model("history", RegisteredModel.Origin.LIVE);
        Mute set = mutes().create(model, outage(0, 1), "ann").mute();
        Mute longer = mutes().change(model, set.id(), outage(0, 3), "bob").orElseThrow();
        assertTrue(mutes().delete(model, set.id(), "eve"));
        assertTrue(mutes().delete(model, set.id(), "eve"), "once more is no mistake");
        Mute gone = mutes().find(model.modelId(), set.id()).orElseThrow();

        assertEquals(Periods.NONE, known(model, set.writtenAt().minusNanos(1000)));
        assertEquals(new Periods(List.of(set.period())), known(model, set.writtenAt()));
        assertEquals(new Periods(List.of(longer.period())), known(model, longer.writtenAt()));
        assertEquals(Periods.NONE, known(model, gone.writtenAt()));
        assertTrue(gone.deleted());
        assertEquals(3, gone.revision());
        assertEquals("ann", gone.createdBy());
        assertEquals("eve", gone.writtenBy());
        assertTrue(mutes().change(model, set.id(), outage(1, 2), "bob").isEmpty());
    }

    /** Its runs have clocks of their own, long before anybody could write. */
    @Test
    void knownAt_ofAReplayedModel_isFromTheStartOfThePeriod() {
        RegisteredModel model = model("replayed", RegisteredModel.Origin.REPLAY);
        Mute set = mutes().create(model, outage(5, 6), "ann").mute();

        assertEquals(Periods.NONE, known(model, set.draft().stretch().start().minusNanos(1000)));
        assertEquals(1, known(model, set.draft().stretch().start()).all().size());
        mutes().delete(model, set.id(), "ann");
        assertEquals(Periods.NONE, known(model, set.draft().stretch().start()));
    }

    @Test
    void knownAt_isOfTheEnvironment() {
        RegisteredModel model = model("staged", RegisteredModel.Origin.LIVE);
        mutes().create(
                        model,
                        new MuteDraft(Effect.MUTED, days(0, 1), "staging", List.of(), "load test"),
                        "ann");
        mutes().create(model, outage(0, 1), "ann");

        assertEquals(1, known(model, LATER).all().size());
        assertEquals(2, mutes().knownAt(LATER, model.modelId(), "staging").all().size());
    }

    @Test
    void list_pagesByStartAndId() {
        RegisteredModel model = model("listed", RegisteredModel.Origin.LIVE);
        List<Long> ids = new ArrayList<>();
        IntStream.of(3, 1, 2, 1).forEach(day -> ids.add(set(model, day, ids.size())));
        List<Long> rising = List.of(ids.get(1), ids.get(3), ids.get(2), ids.get(0));

        assertEquals(rising, pages(model, false));
        List<Long> falling = new ArrayList<>(rising);
        Collections.reverse(falling);
        assertEquals(falling, pages(model, true));
        MuteFilter first = new MuteFilter("", DAY, days(0, 2).end(), MuteFilter.State.ACTIVE);
        assertEquals(2, mutes().list(model.modelId(), first, false, null, 10).size());
        mutes().delete(model, ids.get(1), "ann");
        assertEquals(1, mutes().list(model.modelId(), first, false, null, 10).size());
    }

    private static long set(RegisteredModel model, int day, int number) {
        MuteDraft draft =
                new MuteDraft(
                        Effect.MUTED, days(day, day + 1), "", List.of("f" + number), "number");
        return mutes().create(model, draft, "ann").mute().id();
    }

    private static List<Long> pages(RegisteredModel model, boolean newestFirst) {
        List<Long> found = new ArrayList<>();
        Mutes.Place place = null;
        for (int page = 0; page < 9; page++) {
            List<Mute> some = mutes().list(model.modelId(), EVERY, newestFirst, place, 1);
            if (some.isEmpty()) {
                return found;
            }
            found.add(some.get(0).id());
            place = new Mutes.Place(some.get(0).draft().stretch().start(), some.get(0).id());
        }
        throw new AssertionError("pages without end: " + found);
    }

    @Test
    void create_manyAreRefused() {
        RegisteredModel model = model("crowded-by-mutes", RegisteredModel.Origin.LIVE);
        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        """
                                        insert into mute (id, revision, model_id, effect, from_time,
                                            to_time, features, reason, deleted, written_by)
                                        select nextval('mute_id'), 1, ?, 'muted',
                                            now() + n * interval '1 day',
                                            now() + (n + 1) * interval '1 day', '{}', 'r', false, 'w'
                                          from generate_series(1, ?) n
                                        """,
                                        model.modelId(),
                                        Mutes.ACTIVE_MAX));

        assertNull(mutes().create(model, outage(0, 1), "ann").mute());
    }
}
