// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.dashboard.fleet.Fleet;
import io.halflife.dashboard.fleet.FleetQuestion;
import io.halflife.dashboard.fleet.FleetSlice;
import io.halflife.dashboard.fleet.FleetSort;
import io.halflife.dashboard.fleet.Place;
import io.halflife.dashboard.fleet.Standing;
import io.halflife.dashboard.fleet.Standings;
import io.halflife.dashboard.page.StateMark;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A hundred and fifty models of 90 daily windows each, three of four columns steady. */
class FleetReaderIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final int MODELS = 150;
    private static final Clock NOW =
            Clock.fixed(Instant.parse("2026-04-02T13:00:00Z"), ZoneOffset.UTC);

    private static final FirstSteps STEPS = new FirstSteps("http://127.0.0.1:8080", false);
    private static FleetReader reader;
    private static Fleet fleet;

    @BeforeAll
    static void plant() {
        POSTGRES.storage()
                .jdbi()
                .useHandle(handle -> handle.createScript(Fleets.of(MODELS, 90)).execute());
        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        """
                                        update model set tags = case
                                          when id <= 20 then '{}'
                                          when id % 3 = 0 then '{"team":"risk"}'
                                          else '{"team":"sales"}' end::jsonb
                                        """));
        Standings standings = new Standings(POSTGRES.storage(), NOW);
        reader = new FleetReader(POSTGRES.storage(), NOW, STEPS, standings);
        fleet = new Fleet(standings);
    }

    /** The page of a hundred models costs no more questions than the page of one. */
    @Test
    void queries_doNotGrowWithTheModels() {
        int one = queries("model-150", 1);
        int many = queries("", FleetPage.MODELS_MAX);

        assertEquals(one, many);
        assertTrue(many <= 13, many + " queries");
    }

    private static int queries(String only, int expected) {
        Storage storage = POSTGRES.storage();
        AtomicInteger count = new AtomicInteger();
        storage.jdbi()
                .setSqlLogger(
                        new SqlLogger() {
                            @Override
                            public void logAfterExecution(StatementContext context) {
                                count.incrementAndGet();
                            }
                        });
        Set<String> names = only.isEmpty() ? Set.of() : Set.of("model-001");
        FleetPage page = reader.read(question(names, FleetSort.STATE, true), Optional.empty());
        storage.jdbi().setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
        assertEquals(expected, page.rows().size());
        return count.get();
    }

    @Test
    void pages_goOnAfterTheHundredth() {
        FleetQuestion byName = question(Set.of(), FleetSort.MODEL, false);
        FleetPage first = reader.read(byName, Optional.empty());
        FleetPage second = reader.read(byName, first.slice().next());

        assertEquals("model-100", first.rows().get(99).model());
        assertEquals("model-101", second.rows().get(0).model());
        assertEquals(MODELS - FleetPage.MODELS_MAX, second.rows().size());
        assertEquals("", second.nextHref());
        assertEquals("/?sort=model", second.firstHref());
        assertTrue(first.nextHref().startsWith("/?sort=model&after="), first.nextHref());
    }

    /** The hundred and fifty are put in order before the page is cut, whatever it is by. */
    @Test
    void everySort_goesOverAllPages() {
        for (FleetSort sort : FleetSort.values()) {
            for (boolean largestFirst : new boolean[] {true, false}) {
                FleetQuestion question = question(Set.of(), sort, largestFirst);
                List<Standing> all = new ArrayList<>();
                Optional<Place> after = Optional.empty();
                for (int page = 0; page < 20 && (page == 0 || after.isPresent()); page++) {
                    FleetSlice slice = fleet.slice(question, after, 7 + page);
                    all.addAll(slice.items());
                    after = slice.next().flatMap(place -> Place.ofText(place.text()));
                }
                assertEquals(MODELS, all.size(), question.toString());
                List<Standing> whole = fleet.slice(question, Optional.empty(), MODELS).items();
                assertEquals(names(whole), names(all), question.toString());
                assertEquals(MODELS, Set.copyOf(names(all)).size(), question.toString());
            }
        }
    }

    private static List<String> names(List<Standing> standings) {
        return standings.stream().map(Standing::model).toList();
    }

    /** Models that have no figure are last whichever way one sorts. */
    @Test
    void alarms_areFirstOneWayAndStillBeforeNothing() {
        FleetQuestion most = question(Set.of(), FleetSort.DRIFT, true);
        FleetQuestion least = question(Set.of(), FleetSort.DRIFT, false);

        List<String> first = names(fleet.slice(most, Optional.empty(), 15).items());
        List<String> last = names(fleet.slice(least, Optional.empty(), MODELS).items());

        assertEquals("model-150", first.get(14));
        assertEquals(first, last.subList(MODELS - 15, MODELS));
    }

    /** Another analysis is seen at once: figures belong to one. */
    @Test
    void newAnalysis_isReadAnew() {
        Standings standings = new Standings(POSTGRES.storage(), NOW);
        Fleet watched = new Fleet(standings);
        FleetQuestion one = question(Set.of("model-020"), FleetSort.STATE, true);
        StateMark before = watched.slice(one, Optional.empty(), 1).items().get(0).mark();
        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        h -> {
                            h.execute(
                                    "update drift_verdict set alarm_state = 'CLEAR' where version_id"
                                            + " = 20 and alarm_state = 'ALARM'");
                            h.execute(
                                    "update analysis_run set finished_at = now() where version_id ="
                                            + " 20");
                        });
        StateMark after = watched.slice(one, Optional.empty(), 1).items().get(0).mark();
        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        h ->
                                h.execute(
                                        "update drift_verdict set alarm_state = 'ALARM' where"
                                                + " version_id = 20 and name = 'f1' and test = 'ks' and"
                                                + " window_start >= '2026-03-30Z'"));

        assertEquals(StateMark.ALARM, before);
        assertEquals(StateMark.CLEAR, after);
        standings.close();
    }

    @Test
    void filters_takeTextStateAndTag() {
        FleetQuestion base = FleetQuestion.ALL;
        FleetQuestion text =
                new FleetQuestion(
                        Set.of(), "EL-09", Optional.empty(), "", "", FleetSort.MODEL, false);
        FleetQuestion alarms =
                new FleetQuestion(
                        Set.of(),
                        "",
                        Optional.of(StateMark.ALARM),
                        "team=risk",
                        "",
                        base.sort(),
                        base.largestFirst());

        assertEquals(10, fleet.slice(text, Optional.empty(), MODELS).items().size());
        FleetSlice risk = fleet.slice(alarms, Optional.empty(), MODELS);
        assertEquals(44, risk.whole().models(), "every third model but for the first");
        assertTrue(risk.items().stream().allMatch(s -> s.mark() == StateMark.ALARM));
        assertEquals(List.of("team"), risk.tagNames());
    }

    @Test
    void groups_areKeptTogetherOverPages() {
        FleetQuestion byTeam =
                new FleetQuestion(
                        Set.of(), "", Optional.empty(), "", "team", FleetSort.STATE, true);
        FleetPage first = reader.read(byTeam, Optional.empty());
        FleetPage second = reader.read(byTeam, first.slice().next());

        assertEquals(List.of("risk", "sales"), headings(first));
        assertEquals(List.of("sales", "no team"), headings(second).stream().distinct().toList());
        assertTrue(first.groups().get(0).counts().startsWith("44 models: "));
        assertEquals("/?tag=team%3Drisk&group=team", first.groups().get(0).href());
    }

    private static List<String> headings(FleetPage page) {
        return page.groups().stream().map(FleetPage.Group::heading).toList();
    }

    @Test
    void rows_areWorstFirst() {
        FleetPage page = reader.read(FleetQuestion.ALL, Optional.empty());

        assertEquals(StateMark.ALARM, page.rows().get(0).mark());
        assertEquals(15, page.count(StateMark.ALARM), "every tenth, over all pages");
        assertEquals("1 of 4", page.rows().get(0).drift().text());
        assertEquals("model-010", page.rows().get(0).model());
    }

    @Test
    void newestFigures_areThoseOfTheNewestWindows() {
        FleetRow row = reader.read(FleetQuestion.ALL, Optional.empty()).rows().get(0);

        assertEquals("0.911", row.performance().text());
        assertTrue(row.performance().below().contains("n 900"), row.performance().below());
        assertEquals("1,000", row.traffic().text());
        assertEquals("2026-03-31", row.traffic().below());
    }

    /** Two windows without a run: whoever looks must know. */
    @Test
    void results_thatAreOld_areStale() {
        Clock later = Clock.fixed(Instant.parse("2026-04-09T01:00:00Z"), ZoneOffset.UTC);
        Standings standings = new Standings(POSTGRES.storage(), later);
        FleetRow fresh = reader.read(FleetQuestion.ALL, Optional.empty()).rows().get(0);
        FleetRow old =
                new FleetReader(POSTGRES.storage(), later, STEPS, standings)
                        .read(FleetQuestion.ALL, Optional.empty())
                        .rows()
                        .get(0);

        assertEquals("36 hours ago", fresh.asOf().below());
        assertEquals("◆ stale, 8 days ago", old.asOf().below());
    }

    private static FleetQuestion question(Set<String> only, FleetSort sort, boolean largestFirst) {
        return new FleetQuestion(only, "", Optional.empty(), "", "", sort, largestFirst);
    }
}
