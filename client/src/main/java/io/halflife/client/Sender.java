// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client;

import io.halflife.client.wire.Backoff;
import io.halflife.client.wire.Gzip;
import io.halflife.client.wire.Statuses;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request until its final answer. Tried again: no connection, no answer in time, 408, 429, 500,
 * 502, 503, 504, and a success that does not carry our own header (a proxy answered). Never tried
 * again: any other refusal. Thread-safe.
 */
final class Sender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private static final String ACCEPTED = "Ingest-Accepted";
    private static final String REQUEST_ID = "Request-Id";
    private static final int REJECTED_SHOWN = 3;

    private final ClientSettings settings;
    private final AtomicBoolean warnedOfStranger;
    private final HttpClient http;

    Sender(ClientSettings settings, AtomicBoolean warnedOfStranger) {
        this.settings = settings;
        this.warnedOfStranger = warnedOfStranger;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(settings.requestTimeout())
                        .build();
    }

    /** Sends a batch; a batch that is too large goes in halves, a single such item is dropped. */
    SendResult send(String path, String arrayName, Batch batch) {
        HttpResponse<String> response = untilFinal("POST", path, batch.body(arrayName), ACCEPTED);
        if (response.statusCode() == Statuses.TOO_LARGE) {
            return sendHalves(path, arrayName, batch);
        }
        return result(response);
    }

    private SendResult sendHalves(String path, String arrayName, Batch batch) {
        if (batch.size() == 1) {
            LOG.warn("an item for {} is too large for any request and was dropped", path);
            return SendResult.ofDropped();
        }
        List<Batch> halves = batch.halves();
        SendResult first = send(path, arrayName, halves.get(0));
        return first.plus(send(path, arrayName, halves.get(1)), halves.get(0).size());
    }

    private static SendResult result(HttpResponse<String> response) {
        boolean counted = response.headers().firstValue(ACCEPTED).isPresent();
        boolean batchAnswer =
                response.statusCode() == Statuses.OK
                        || response.statusCode() == Statuses.ALL_REJECTED;
        if (!batchAnswer || !counted) {
            throw AnswerReader.refusal(response.statusCode(), response.body());
        }
        try {
            SendResult result = AnswerReader.result(response.body());
            warnOfRejected(result);
            return result;
        } catch (IOException e) {
            throw new SendFailedException("the collector's answer cannot be read", e);
        }
    }

    private static void warnOfRejected(SendResult result) {
        if (result.rejected() > 0 && LOG.isWarnEnabled()) {
            List<String> codes =
                    result.errors().stream()
                            .limit(REJECTED_SHOWN)
                            .map(e -> e.code() + " at " + e.pointer())
                            .toList();
            LOG.warn(
                    "{} of {} items were rejected: {}",
                    result.rejected(),
                    result.received(),
                    codes);
        }
    }

    ServerAnswer call(String method, String path, String body) {
        byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> response = untilFinal(method, path, bytes, REQUEST_ID);
        if (response.statusCode() >= 300) {
            throw AnswerReader.refusal(response.statusCode(), response.body());
        }
        HttpHeaders headers = response.headers();
        return new ServerAnswer(
                response.statusCode(),
                headers.firstValue("Location").orElse(""),
                headers.firstValue("ETag").orElse(""),
                response.body());
    }

    private HttpResponse<String> untilFinal(
            String method, String path, byte[] body, String ourHeader) {
        byte[] sent = body.length >= settings.gzipBytesMin() ? Gzip.compress(body) : body;
        Backoff backoff = new Backoff(settings.retryDelayFirst(), settings.retryDelayMax());
        long giveUpAt = System.nanoTime() + settings.retryFor().toNanos();
        while (true) {
            HttpResponse<String> response = null;
            IOException failure = null;
            try {
                response = http.send(request(method, path, body, sent), bodyAsText());
                if (isFinal(response, ourHeader)) {
                    return response;
                }
            } catch (IOException e) {
                failure = e;
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            pause(backoff, giveUpAt, path, response, failure);
        }
    }

    private static HttpResponse.BodyHandler<String> bodyAsText() {
        return HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8);
    }

    private HttpRequest request(String method, String path, byte[] body, byte[] sent) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(settings.door(path))
                        .timeout(settings.requestTimeout())
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(sent))
                        .header("Content-Type", "application/json");
        if (!settings.apiKey().isEmpty()) {
            request.header("Authorization", "Bearer " + settings.apiKey());
        }
        if (sent != body) {
            request.header("Content-Encoding", "gzip");
        }
        return request.build();
    }

    private boolean isFinal(HttpResponse<String> response, String ourHeader) {
        int status = response.statusCode();
        boolean stranger =
                Statuses.isNoRefusal(status) && response.headers().firstValue(ourHeader).isEmpty();
        if (stranger && warnedOfStranger.compareAndSet(false, true)) {
            LOG.warn("an answer from {} is not a collector's; trying again", settings.collector());
        }
        return !Statuses.isTransient(status) && !stranger;
    }

    private static void pause(
            Backoff backoff,
            long giveUpAt,
            String path,
            HttpResponse<String> response,
            IOException failure) {
        long delay = backoff.next(retryAfter(response));
        if (System.nanoTime() + delay - giveUpAt > 0) {
            String last = response == null ? "no answer" : "status " + response.statusCode();
            throw new SendFailedException("gave up on " + path + ": " + last, failure);
        }
        try {
            TimeUnit.NANOSECONDS.sleep(delay);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static String retryAfter(HttpResponse<String> response) {
        return response == null ? "" : response.headers().firstValue("Retry-After").orElse("");
    }

    private static SendFailedException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new SendFailedException("interrupted", e);
    }

    /** The JDK's client of Java 17 cannot be closed; its threads end when it is collected. */
    @Override
    public void close() {}
}
