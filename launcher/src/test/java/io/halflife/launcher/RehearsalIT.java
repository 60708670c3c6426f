// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
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

    /** One implementation: what the page shows is what the command line says. */
    @Test
    void preview_ofTheDashboard_isTheDryRun() throws Exception {
        String calm = "{" + MONTHS + ",\"drift\":{\"effect_floor\":0.3,\"k\":1}}";
        Map<String, String> ports = ports();
        Path err = Files.createTempFile(stateHome, "up", ".err");
        Process up =
                new LauncherProcess(stateHome)
                        .start(err.resolveSibling("up.out"), err, ports, List.of("up"));
        try {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(3))
                    .until(() -> !up.isAlive() || Files.readString(err).contains("Ctrl-C"));
            ObjectNode preview = preview(ports.get("HALFLIFE_DASHBOARD_PORT"), calm);
            assertEquals(90, preview.remove("days").asInt());
            Instant asOf = Instant.parse(preview.remove("as_of").textValue());
            String from = asOf.minus(Duration.ofDays(90)).toString();

            assertEquals(json(calm, "--dry-run", "--json", "--from", from), preview);
            assertTrue(preview.get("windows").asInt() > 0, preview.toString());
            assertFalse(preview.at("/rehearsed/features").isEmpty(), preview.toString());
        } finally {
            up.destroy();
            assertTrue(up.waitFor(90, TimeUnit.SECONDS));
        }
    }

    private static Map<String, String> ports() throws IOException {
        Map<String, String> ports = new HashMap<>();
        for (String service :
                List.of(
                        "COLLECTOR",
                        "COLLECTOR_MANAGEMENT",
                        "DASHBOARD",
                        "DASHBOARD_MANAGEMENT",
                        "RETRAINING_MANAGEMENT")) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                ports.put("HALFLIFE_" + service + "_PORT", Integer.toString(socket.getLocalPort()));
            }
        }
        return ports;
    }

    private static ObjectNode preview(String port, String policy) throws Exception {
        HttpResponse<String> answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        "http://127.0.0.1:"
                                                                + port
                                                                + "/v1/models/flowers/policy:preview"))
                                        .header("Content-Type", "application/json")
                                        .POST(HttpRequest.BodyPublishers.ofString(policy))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return (ObjectNode) new ObjectMapper().readTree(answer.body());
    }

    @Test
    void dryRun_ofAnotherCut_isRefusedWithTheReason() throws Exception {
        LauncherProcess.Outcome outcome =
                analyze("{\"window\":{\"kind\":\"duration\",\"length\":\"PT1H\"}}", "--dry-run");

        assertEquals(1, outcome.exitCode());
        assertTrue(
                outcome.err()
                        .contains(
                                "cuts time into windows of PT1H, and what is stored was cut into"
                                        + " months in UTC"),
                outcome.err());
    }

    @Test
    void policyFile_isCheckedLikeAPut() throws Exception {
        LauncherProcess.Outcome outcome =
                analyze("{\"drift\":{\"k\":9,\"m\":3},\"colour\":1}", "--dry-run");

        assertEquals(2, outcome.exitCode());
        assertTrue(outcome.err().contains("/drift/k out_of_range"), outcome.err());
        assertTrue(outcome.err().contains("/colour unknown_field"), outcome.err());
        String segments = analyze("{\"segments\":[\"feature:nope\"]}", "--dry-run").err();
        assertTrue(segments.contains("/segments/0 unknown_feature"), segments);
        String names =
                analyze(
                                "{\"drift\":{\"critical_features\":[\"petl\"]},"
                                        + "\"performance\":{\"metric\":\"mae\"}}",
                                "--dry-run")
                        .err();
        assertTrue(names.contains("/drift/critical_features/0 unknown_feature"), names);
        assertTrue(names.contains("did you mean petal?"), names);
        assertTrue(names.contains("/performance/metric invalid_enum"), names);
        String list = analyze("[]", "--dry-run").err();
        assertTrue(list.contains("it must be a JSON object"), list);
    }

    @Test
    void dryRun_ofARangeWithoutWindows_saysSo() throws Exception {
        LauncherProcess.Outcome outcome =
                analyze("{" + MONTHS + "}", "--dry-run", "--from", "2099-01-01T00:00:00Z");

        assertEquals(0, outcome.exitCode(), outcome.err());
        assertTrue(outcome.out().contains("no window is stored in that range"), outcome.out());
        assertFalse(outcome.out().contains("alarms"), outcome.out());
    }

    /** No evidence is no low rate. */
    @Test
    void aa_whereNothingIsJudged_hasNoRate() throws Exception {
        String tooStrict =
                "{\"window\":{\"kind\":\"duration\",\"length\":\"PT48H\"},"
                        + "\"drift\":{\"min_window\":100000}}";
        JsonNode report = json(tooStrict, "--aa", "--json");

        assertEquals(0, report.get("judged").asLong(), report.toString());
        assertFalse(report.get("alarms").has("per_day"), report.toString());
        String words = analyze(tooStrict, "--aa").out();
        assertTrue(words.contains("no window was judged, so there is no rate"), words);
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

    /** Nothing runs: the report is written from the database. */
    @Test
    void report_isAFileFromTheDatabase() throws Exception {
        LauncherProcess launcher = new LauncherProcess(stateHome);
        LauncherProcess.Outcome outcome =
                launcher.run("report", "--model", "flowers", "--out", folder.toString());
        assertEquals(0, outcome.exitCode(), outcome.err());
        String written = Files.readString(Path.of(outcome.out().strip()));
        String printed = launcher.run("report", "--model", "flowers", "--out", "-").out();
        String made = "<p class=\"made\">[^<]*, with halflife report.</p>";

        assertTrue(written.contains("<h1>flowers</h1>"), outcome.out());
        assertTrue(printed.startsWith(written.substring(0, 100)), printed);
        assertEquals(written.replaceFirst(made, ""), printed.replaceFirst(made, ""));
        LauncherProcess.Outcome unknown = launcher.run("report", "--model", "weeds");
        assertEquals(1, unknown.exitCode());
        assertTrue(unknown.err().contains("weeds: there is no such model"), unknown.err());
    }
}
