// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.retraining.delivery;

import io.halflife.storage.webhook.AttemptOutcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One POST, cut after the total time and after so much of the answer as is worth reading. Completes
 * exactly once and never fails.
 */
final class WebhookCall {

    static final int ANSWER_BYTES_MAX = 16 << 10;

    private final Vertx vertx;
    private final Clock clock;
    private final Duration totalTimeout;
    private final long startedNanos = System.nanoTime();
    private final Promise<Answered> promise = Promise.promise();
    private volatile HttpClientRequest request;
    private volatile boolean done;

    WebhookCall(Vertx vertx, Clock clock, Duration totalTimeout) {
        this.vertx = vertx;
        this.clock = clock;
        this.totalTimeout = totalTimeout;
    }

    /** The time runs from here on; the request may still be made ready. */
    Future<Answered> start(HttpClient client, Future<Prepared> prepared) {
        long timer = vertx.setTimer(totalTimeout.toMillis(), id -> timeOut());
        prepared.compose(ready -> send(client, ready)).onFailure(this::fail);
        return promise.future().onComplete(answer -> vertx.cancelTimer(timer));
    }

    private Future<Void> send(HttpClient client, Prepared ready) {
        if (done) {
            return Future.succeededFuture();
        }
        return client.request(ready.options()).compose(made -> send(made, ready.body()));
    }

    private Future<Void> send(HttpClientRequest made, Buffer body) {
        request = made;
        if (done) {
            made.reset();
            return Future.succeededFuture();
        }
        return made.send(body).compose(this::read);
    }

    private Future<Void> read(HttpClientResponse response) {
        Buffer kept = Buffer.buffer();
        Promise<Void> read = Promise.promise();
        response.handler(
                chunk -> {
                    int room = ANSWER_BYTES_MAX - kept.length();
                    kept.appendBuffer(chunk, 0, Math.min(room, chunk.length()));
                    if (kept.length() == ANSWER_BYTES_MAX && complete(response, kept)) {
                        request.reset();
                    }
                });
        response.exceptionHandler(read::tryFail);
        response.endHandler(
                end -> {
                    complete(response, kept);
                    read.tryComplete();
                });
        return read.future();
    }

    private boolean complete(HttpClientResponse response, Buffer kept) {
        Optional<Instant> notBefore =
                RetryAfter.until(response.getHeader("Retry-After"), clock.instant());
        return complete(
                Answered.with(
                        response.statusCode(), took(), Redaction.of(kept.getBytes()), notBefore));
    }

    private void timeOut() {
        String error = "no whole answer within " + totalTimeout.toMillis() + " ms";
        if (complete(Answered.without(AttemptOutcome.TIMED_OUT, took(), error))
                && request != null) {
            request.reset();
        }
    }

    private void fail(Throwable failure) {
        complete(CallFailures.answerOf(failure, took()));
    }

    private boolean complete(Answered answer) {
        done = true;
        return promise.tryComplete(answer);
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }
}
