// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.http.problem.Problem;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Exchange;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** Turns a batch result into its answer: 200, or 422 when nothing of it is stored. */
final class IngestAnswers {

    private static final Duration SKEW_MAX = Duration.ofSeconds(60);

    private final Clock clock;

    IngestAnswers(Clock clock) {
        this.clock = clock;
    }

    Answer of(Exchange exchange, BatchResult result) {
        ObjectNode figures = result.toJson();
        figures.put("request_id", exchange.requestId());
        warnOfSkew(exchange, figures);
        Answer answer =
                result.isAllRejected() ? allRejected(exchange, figures) : Answer.json(200, figures);
        return answer.with("Ingest-Accepted", Integer.toString(result.accepted()))
                .with("Ingest-Duplicates", Integer.toString(result.duplicates()))
                .with("Ingest-Rejected", Integer.toString(result.rejected()));
    }

    /** A problem body that carries the figures and errors of the batch. */
    private static Answer allRejected(Exchange exchange, ObjectNode figures) {
        Problem problem =
                Problem.of(
                        422,
                        "all_items_rejected",
                        "no item of the request was stored; errors says why");
        ObjectNode body = problem.toJson(exchange.requestPath(), exchange.requestId());
        body.setAll(figures);
        return Answer.of(
                422, Answer.PROBLEM_JSON, body.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The sender's clock as its Date header has it: a hint, never a reason to refuse. */
    private void warnOfSkew(Exchange exchange, ObjectNode figures) {
        String date = exchange.header("date");
        if (date == null) {
            return;
        }
        try {
            Instant sent =
                    ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            Duration skew = Duration.between(sent, clock.instant()).abs();
            if (skew.compareTo(SKEW_MAX) > 0) {
                figures.putArray("warnings")
                        .addObject()
                        .put("code", "clock_skew")
                        .put("seconds", skew.toSeconds());
            }
        } catch (DateTimeParseException e) {
            figures.putArray("warnings").addObject().put("code", "date_header_invalid");
        }
    }
}
