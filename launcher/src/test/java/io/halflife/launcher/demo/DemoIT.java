// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.launcher.demo.story.Findings;
import io.halflife.launcher.demo.world.StoryCalendar;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.storage.results.VersionScope;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The whole story, through every service. */
class DemoIT {

    private static final int STEPS = 4;

    @Test
    void story_happensInTheOrderSimulated() {
        Findings findings = RunningDemo.once().findings();

        assertEquals(List.of(), Demo.lacks(findings));
    }

    @Test
    void story_hasItsDays_andItsRows() {
        Findings findings = RunningDemo.once().findings();

        assertEquals(StoryCalendar.DAYS, findings.diary().size());
        assertEquals(120_000.0, (double) findings.counts().predictions(), 2_000.0);
        assertTrue(findings.counts().labels() > 0.9 * findings.counts().predictions());
    }

    @Test
    void text_tellsIt() {
        List<String> text = RunningDemo.once().text();

        text.forEach(System.out::println);
        assertTrue(text.contains("The world moved"));
        assertTrue(String.join("\n", text).contains("half-life of"));
    }

    /** Adds calls of today and labels of the last days to what was played; the story stays. */
    @Test
    void afterTheStory_callsAndLabelsComeByTheWallClock() {
        RunningDemo running = RunningDemo.once();
        long labelled = labelled(running);

        // Some minutes ago, so that nothing that others look at lies ahead of them.
        Instant now = Instant.now().minus(STEPS, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.MICROS);
        LivePlay live = running.demo().live(Clock.fixed(now, ZoneOffset.UTC));
        for (int i = 0; i < STEPS; i++) {
            live.step(now.plus(i, ChronoUnit.MINUTES));
        }
        live.close();
        running.demo().evaluate(now.plus(STEPS, ChronoUnit.MINUTES));

        assertEquals(STEPS, count(running, "prediction", "event_time", now));
        assertEquals(
                STEPS - 1,
                count(running, "latency_summary", "end_time", now.minus(1, ChronoUnit.MINUTES)));
        assertEquals(labelled + STEPS, labelled(running));
    }

    /** Labels of all windows that were evaluated; an estimate beside them counts no label again. */
    private static long labelled(RunningDemo running) {
        int version = running.storage().models().version(running.model()).orElseThrow().versionId();
        return running
                .storage()
                .results()
                .performance(
                        new VersionScope(version, running.environment()), Instant.MIN, Instant.MAX)
                .stream()
                .filter(value -> value.metric().equals(Churn.METRIC) && !value.estimated())
                .mapToLong(PerformanceValue::labelled)
                .sum();
    }

    private static long count(RunningDemo running, String table, String column, Instant from) {
        return running.storage()
                .jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "select count(*) from <table> where <column> >="
                                                        + " :from")
                                        .define("table", table)
                                        .define("column", column)
                                        .bind("from", from)
                                        .mapTo(Long.class)
                                        .one());
    }
}
