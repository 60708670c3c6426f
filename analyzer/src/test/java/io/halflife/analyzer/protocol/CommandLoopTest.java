// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.analyzer.portion.RunProgress;
import io.halflife.analyzer.run.AnalysisRequest;
import io.halflife.analyzer.run.RunException;
import io.halflife.analyzer.run.RunSummary;
import io.halflife.monitor.model.ModelVersion;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CommandLoopTest {

    private static final String OK = "{\"ok\":true}";
    private static final RunSummary RUN =
            new RunSummary(
                    new ModelVersion("churn", "1"),
                    "production",
                    Instant.parse("2026-01-02T01:00:00Z"),
                    2,
                    600,
                    12,
                    3,
                    1,
                    "RETRAIN_NOW",
                    Optional.of("rtr_1"),
                    Duration.ofMillis(250));

    private final List<AnalysisRequest> asked = new ArrayList<>();
    private boolean running = true;
    private int afterwards;

    @Test
    void ping_isAnswered() throws IOException {
        assertEquals(List.of(OK), answers("{\"command\":\"ping\"}"));
    }

    @Test
    void stop_endsTheLoop() throws IOException {
        assertEquals(List.of(OK), answers("{\"command\":\"stop\"}\n{\"command\":\"ping\"}"));
    }

    @Test
    void loop_endsWhenNothingCanBeAnalysed() throws IOException {
        running = false;

        assertEquals(List.of(OK), answers("{\"command\":\"ping\"}\n{\"command\":\"ping\"}"));
    }

    @Test
    void blankLine_isPassedOver() throws IOException {
        assertEquals(List.of(OK), answers("\n  \n{\"command\":\"ping\"}"));
    }

    @Test
    void analyze_everything() throws IOException {
        assertEquals(
                List.of(
                        "{\"ok\":true,\"runs\":[{\"model\":\"churn\",\"version\":\"1\","
                                + "\"environment\":\"production\","
                                + "\"as_of\":\"2026-01-02T01:00:00Z\",\"windows\":2,\"rows\":600,"
                                + "\"verdicts\":12,\"drifted\":3,\"alarms\":1,"
                                + "\"decision\":\"RETRAIN_NOW\",\"request_id\":\"rtr_1\","
                                + "\"seconds\":0.25}]}"),
                answers("{\"command\":\"analyze\"}"));
        assertEquals(List.of(AnalysisRequest.EVERYTHING), asked);
    }

    @Test
    void analyze_whatIsNamed() throws IOException {
        answers(
                "{\"command\":\"analyze\",\"model\":\"churn\",\"version\":\"1\","
                        + "\"environment\":\"staging\",\"as_of\":\"2026-01-02T02:00:00+01:00\","
                        + "\"decay_range\":\"1997-01..1998-04\"}");

        assertEquals(
                List.of(
                        new AnalysisRequest(
                                Optional.of("churn"),
                                Optional.of("1"),
                                Optional.of("staging"),
                                Optional.of(Instant.parse("2026-01-02T01:00:00Z")),
                                "1997-01..1998-04")),
                asked);
    }

    @Test
    void failure_isAnsweredAndTheLoopGoesOn() throws IOException {
        assertEquals(
                List.of("{\"ok\":false,\"error\":\"there is no model nobody\"}", OK),
                answers("{\"command\":\"analyze\",\"model\":\"nobody\"}\n{\"command\":\"ping\"}"));
    }

    @Test
    void badLines_sayWhichRuleTheyBreak() throws IOException {
        assertEquals(
                List.of(
                        error("a line is not JSON at column 1"),
                        error("a line must be a JSON object"),
                        error("command must be analyze, ping or stop"),
                        error(
                                "unknown field modell; known are as_of, command, decay_range,"
                                        + " environment, model, progress, version; did you mean"
                                        + " model?"),
                        error("model must be a text that is not empty"),
                        error("a version is named without its model"),
                        error(
                                "as_of must be an ISO 8601 time with its offset, for example 2026-01-02T00:00:00Z")),
                answers(
                        """
                        ?
                        []
                        {"command":"dance"}
                        {"command":"analyze","modell":"x"}
                        {"command":"analyze","model":7}
                        {"command":"analyze","version":"1"}
                        {"command":"analyze","as_of":"yesterday"}
                        """));
    }

    /** Who asks for it is told how far a long run is; for everybody else an answer is one line. */
    @Test
    void analyze_withProgress() throws IOException {
        List<String> lines = answers("{\"command\":\"analyze\",\"progress\":true}");

        assertEquals(2, lines.size());
        assertEquals(
                "{\"progress\":{\"model\":\"churn\",\"version\":\"1\","
                        + "\"environment\":\"production\",\"as_of\":\"2026-01-02T01:00:00Z\","
                        + "\"windows\":500,\"windows_total\":26280,\"rows\":90000,"
                        + "\"seconds\":1.5}}",
                lines.get(0));
        assertEquals(
                List.of(error("progress must be true or false")),
                answers("{\"command\":\"analyze\",\"progress\":1}"));
    }

    private static String error(String message) {
        return "{\"ok\":false,\"error\":\"" + message + "\"}";
    }

    private List<String> answers(String input) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        new CommandLoop(
                        new BufferedReader(new StringReader(input)),
                        new PrintStream(output, true, StandardCharsets.UTF_8),
                        this::analyze,
                        () -> running,
                        () -> afterwards++)
                .run();
        return output.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private List<RunSummary> analyze(AnalysisRequest request, Consumer<RunProgress> progress) {
        asked.add(request);
        progress.accept(
                new RunProgress(
                        RUN.version(),
                        "production",
                        RUN.asOf(),
                        500,
                        26_280,
                        90_000,
                        Duration.ofMillis(1500)));
        if (request.model().equals(Optional.of("nobody"))) {
            throw new RunException("there is no model nobody");
        }
        return List.of(RUN);
    }
}
