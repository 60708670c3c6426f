// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy over what a replay stored, and over the reference that it left. */
class RehearsalIT {

    private static final long SEED = 20250101;
    private static final String MONTHS = "\"window\":{\"kind\":\"calendar\",\"unit\":\"month\"}";

    @TempDir static Path stateHome;
    @TempDir static Path folder;

    @BeforeAll
    static void replay() throws Exception {
        new MultiClassSample(SEED).write(folder);
        LauncherProcess.Outcome outcome =
                new LauncherProcess(stateHome).run("replay", folder.toString(), "--json");
        assertEquals(0, outcome.exitCode(), outcome.err());
    }

    @AfterAll
    static void stop() throws Exception {
        new LauncherProcess(stateHome).run("stop");
    }

    private static LauncherProcess.Outcome analyze(String policy, String... words)
            throws Exception {
        Path file = Files.writeString(folder.resolve("policy.json"), policy);
        String[] all = new String[words.length + 5];
        all[0] = "analyze";
        all[1] = "--model";
        all[2] = "flowers";
        all[3] = "--policy";
        all[4] = file.toString();
        System.arraycopy(words, 0, all, 5, words.length);
        return new LauncherProcess(stateHome).run(all);
    }

    private static JsonNode json(String policy, String... words) throws Exception {
        LauncherProcess.Outcome outcome = analyze(policy, words);
        assertEquals(0, outcome.exitCode(), outcome.err());
        return new ObjectMapper().readTree(outcome.out());
    }

    /** Law: under the policy in force the past is what it was. */
    @Test
    void dryRun_ofThePolicyInForce_findsWhatTheRunsFound() throws Exception {
        JsonNode report = json("{" + MONTHS + "}", "--dry-run", "--json");
        JsonNode then = report.get("in_force");
        JsonNode now = report.get("rehearsed");

        assertTrue(then.get("drifted").asLong() > 0, report.toString());
        assertFalse(then.get("alarms").isEmpty(), report.toString());
        for (String figure : new String[] {"verdicts", "raw", "drifted", "inconclusive"}) {
            assertEquals(then.get(figure), now.get(figure), figure);
        }
        assertEquals(
                then.get("alarms").findValues("feature"), now.get("alarms").findValues("feature"));
        assertEquals(
                then.get("alarms").findValues("window"), now.get("alarms").findValues("window"));
    }

    @Test
    void dryRun_ofACalmerPolicy_findsLessAndChangesNothing() throws Exception {
        String calm = "{" + MONTHS + ",\"drift\":{\"effect_floor\":9}}";
        JsonNode first = json(calm, "--dry-run", "--json");

        assertEquals(0, first.get("rehearsed").get("drifted").asLong());
        assertTrue(first.get("rehearsed").get("alarms").isEmpty());
        assertEquals(first, json(calm, "--dry-run", "--json"));
    }

    @Test
    void dryRun_ofAnotherCut_isRefusedWithTheReason() throws Exception {
        LauncherProcess.Outcome outcome =
                analyze("{\"window\":{\"kind\":\"duration\",\"length\":\"PT1H\"}}", "--dry-run");

        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.err().contains("cuts time into"), outcome.err());
    }

    @Test
    void policyFile_isCheckedLikeAPut() throws Exception {
        LauncherProcess.Outcome outcome =
                analyze("{\"drift\":{\"k\":9,\"m\":3},\"colour\":1}", "--dry-run");

        assertEquals(2, outcome.exitCode());
        assertTrue(outcome.err().contains("/drift/k out_of_range"), outcome.err());
        assertTrue(outcome.err().contains("/colour unknown_field"), outcome.err());
    }

    @Test
    void aa_saysHowOftenThePolicyWouldBeWrong() throws Exception {
        String days =
                "{\"window\":{\"kind\":\"duration\",\"length\":\"PT48H\"},"
                        + "\"drift\":{\"min_window\":10}}";
        JsonNode report = json(days, "--aa", "--json");

        assertEquals(400, report.get("rows").asLong());
        assertTrue(report.get("windows").asInt() >= 17, report.toString());
        assertEquals(2, report.get("features").size());
        assertTrue(report.get("judged").asLong() >= 30, report.toString());
        assertTrue(report.get("raw").get("share").asDouble() < 0.3, report.toString());
        assertEquals(0, report.get("alarms").get("n").asLong(), report.toString());
        assertEquals(0, report.get("alarms").get("per_day").get("low").asDouble());
        assertTrue(report.get("alarms").get("per_30_days").get("high").asDouble() > 0);
    }

    @Test
    void aa_ofTooFewWindows_isRefusedWithTheReason() throws Exception {
        LauncherProcess.Outcome outcome = analyze("{" + MONTHS + "}", "--aa");

        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.err().contains("10 are needed"), outcome.err());
    }
}
