// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.launcher.demo.story.Findings;
import io.halflife.launcher.demo.world.StoryCalendar;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The whole story, through every service. */
class DemoIT {

    @Test
    void story_happensInTheOrderSimulated() {
        Findings findings = RunningDemo.once().findings();

        assertEquals(List.of(), Demo.lacks(findings));
    }

    @Test
    void story_hasItsDays_andItsRows() {
        Findings findings = RunningDemo.once().findings();

        assertEquals(StoryCalendar.DAYS, findings.diary().size());
        assertEquals(120_000, findings.counts().predictions(), 2_000);
        assertTrue(findings.counts().labels() > 0.9 * findings.counts().predictions());
    }

    @Test
    void text_tellsIt() {
        List<String> text = RunningDemo.once().text();

        text.forEach(System.out::println);
        assertTrue(text.contains("The world moved"));
        assertTrue(String.join("\n", text).contains("half-life of"));
    }
}
