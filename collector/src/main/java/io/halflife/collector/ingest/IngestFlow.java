// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.ingest;

import io.halflife.collector.failure.Failures;
import io.halflife.collector.item.ItemSource;
import io.halflife.collector.item.ParsedBatch;
import io.halflife.http.body.Body;
import io.halflife.http.body.BodyLimits;
import io.halflife.http.body.ByteBudget;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Exchange;
import io.halflife.storage.ingest.IngestBatch;
import io.halflife.storage.ingest.IngestLog;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * One ingest request from its first byte to its answer: budget, body, decoding and parsing on a
 * worker, the log, and after the COMMIT the result. The event loop only moves bytes.
 */
final class IngestFlow {

    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";
    private static final List<String> MEDIA_TYPES = List.of(JSON, LINES);

    /** From the last byte of the body on; then the sender hears 503 and tries again. */
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final WorkerExecutor workers;
    private final IngestLog log;
    private final BodyLimits limits;
    private final ByteBudget budget;
    private final IngestAnswers answers;
    private final IngestMetrics metrics;
    private final SchemaDriftTally schemaDrift;

    IngestFlow(IngestParts parts, IngestAnswers answers) {
        this.workers = parts.workers();
        this.log = parts.log();
        this.limits = parts.limits();
        this.budget = parts.budget();
        this.metrics = parts.metrics();
        this.schemaDrift = parts.schemaDrift();
        this.answers = answers;
    }

    /**
     * Answers a request.
     *
     * @param parse from the body to rows; runs on a worker
     */
    Future<Answer> answer(
            Exchange exchange, ItemKind kind, Function<ItemSource, ParsedBatch> parse) {
        if (!log.isOpen()) {
            throw new ProblemException(
                    Problems.unavailable(
                            "database_unavailable", "the database does not take writes now"));
        }
        AtomicReference<ParsedBatch> parsed = new AtomicReference<>();
        Function<ItemSource, ParsedBatch> noted =
                source -> {
                    ParsedBatch batch = parse.apply(source);
                    parsed.set(batch);
                    return batch;
                };
        return exchange.body(MEDIA_TYPES, limits, budget)
                .compose(body -> store(body, noted))
                .onFailure(failure -> metrics.countFailed(kind, parsed.get()))
                .map(batch -> result(exchange, kind, batch))
                .map(result -> answers.of(exchange, result))
                .recover(failure -> Future.failedFuture(Failures.of(failure)));
    }

    /** The bytes stay reserved until the log is done with them, whoever has stopped waiting. */
    private Future<ParsedBatch> store(Body body, Function<ItemSource, ParsedBatch> parse) {
        ByteBudget.Reservation reservation = body.takeReservation();
        Context context = Vertx.currentContext();
        Future<ParsedBatch> stored =
                workers.executeBlocking(() -> parse.apply(source(body)), false)
                        .compose(batch -> append(batch, context));
        stored.onComplete(done -> reservation.close());
        return stored.timeout(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static ItemSource source(Body body) {
        Body decoded = body.decoded();
        boolean lines = decoded.mediaType().equals(LINES);
        return new ItemSource(decoded.bytes(), decoded.length(), lines);
    }

    private Future<ParsedBatch> append(ParsedBatch batch, Context context) {
        if (batch.rows().isEmpty()) {
            return Future.succeededFuture(batch);
        }
        Future<IngestBatch> stored = Future.fromCompletionStage(log.append(batch.rows()), context);
        if (batch.refused().size() == batch.received()) {
            // Only notes about refused items: that they were refused does not depend on the notes.
            return stored.transform(any -> Future.succeededFuture(batch));
        }
        return stored.map(batch);
    }

    private BatchResult result(Exchange exchange, ItemKind kind, ParsedBatch batch) {
        BatchResult result = BatchResult.of(kind, batch);
        exchange.chargeItems(result.received());
        metrics.count(kind, result, batch);
        metrics.countUnknownFeatures(schemaDrift.count(batch));
        if (result.isFrozen()) {
            throw IngestDoors.frozen();
        }
        return result;
    }
}
