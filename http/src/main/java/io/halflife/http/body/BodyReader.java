// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.body;

import io.halflife.http.problem.ProblemException;
import io.halflife.http.problem.Problems;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.List;

/**
 * Reads one request body into one array. Before the first byte is read the body is held against the
 * limits and reserved in the budget; afterwards against the deadline. Runs on the request's event
 * loop and never blocks it.
 */
public final class BodyReader {

    /** Reserved first where the length is not announced. */
    private static final int UNANNOUNCED = 1 << 20;

    private static final int EMPTY = 0;

    /** Looked at this often; a body that crawls for two looks is given up before its deadline. */
    private static final long LOOK_MILLIS = 5_000;

    /** Bytes between two looks; a line of 2 kbit/s sends more. */
    private static final int BYTES_PER_LOOK_MIN = 1_024;

    private static final int CRAWLS_MAX = 2;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final BodyLimits limits;
    private final BodyHeaders headers;
    private final ByteBudget.Reservation reservation;
    private final Promise<Body> promise = Promise.promise();
    private byte[] bytes = new byte[EMPTY];
    private int length;
    private long timer;
    private long lookTimer;
    private int lengthAtLook;
    private int crawls;
    private boolean done;

    private BodyReader(
            Vertx vertx,
            HttpServerRequest request,
            BodyLimits limits,
            BodyHeaders headers,
            ByteBudget.Reservation reservation) {
        this.vertx = vertx;
        this.request = request;
        this.limits = limits;
        this.headers = headers;
        this.reservation = reservation;
    }

    /**
     * The body of a paused request; a {@link ProblemException} where it breaks a limit.
     *
     * @param accepted the media types that the door takes
     */
    public static Future<Body> read(
            Vertx vertx,
            HttpServerRequest request,
            List<String> accepted,
            BodyLimits limits,
            ByteBudget budget) {
        try {
            BodyHeaders headers = BodyHeaders.of(request.headers(), accepted);
            long announced = announced(request, limits);
            ByteBudget.Reservation reservation = budget.open();
            if (!reservation.growTo(
                    ByteBudget.FACTOR * (announced < 0 ? UNANNOUNCED : announced))) {
                throw Body.overBudget();
            }
            BodyReader reader = new BodyReader(vertx, request, limits, headers, reservation);
            return reader.start((int) Math.max(0, announced));
        } catch (ProblemException e) {
            return Future.failedFuture(e);
        }
    }

    private static long announced(HttpServerRequest request, BodyLimits limits) {
        String header = request.getHeader("content-length");
        if (header == null) {
            return request.getHeader("transfer-encoding") == null ? 0 : -1;
        }
        long announced = Long.parseLong(header.strip());
        if (announced > limits.wireBytes()) {
            throw tooLarge(limits, announced);
        }
        return announced;
    }

    private Future<Body> start(int announced) {
        bytes = new byte[announced];
        timer = vertx.setTimer(limits.deadline().toMillis(), id -> timeOut());
        lookTimer = vertx.setPeriodic(LOOK_MILLIS, id -> look());
        if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
            request.response().writeContinue();
        }
        request.exceptionHandler(this::fail);
        request.handler(this::take);
        request.endHandler(end -> finish());
        request.resume();
        return promise.future();
    }

    private void take(Buffer chunk) {
        if (done) {
            return;
        }
        long size = (long) length + chunk.length();
        if (size > limits.wireBytes()) {
            fail(tooLarge(limits, size));
            return;
        }
        if (size > bytes.length && !grow((int) size)) {
            fail(Body.overBudget());
            return;
        }
        chunk.getBytes(bytes, length);
        length = (int) size;
    }

    private boolean grow(int size) {
        int capacity = (int) Math.min(limits.wireBytes(), Math.max(size, 2L * bytes.length));
        if (!reservation.growTo((long) ByteBudget.FACTOR * capacity)) {
            return false;
        }
        bytes = Arrays.copyOf(bytes, capacity);
        return true;
    }

    private void finish() {
        if (stop()) {
            promise.complete(new Body(bytes, length, headers, limits, reservation));
        }
    }

    /** Whoever sends a byte now and then holds a connection and bytes of the budget for nothing. */
    private void look() {
        crawls = length - lengthAtLook < BYTES_PER_LOOK_MIN ? crawls + 1 : 0;
        lengthAtLook = length;
        if (crawls == CRAWLS_MAX) {
            fail(new ProblemException(Problems.bodyTooSlow()));
        }
    }

    private void timeOut() {
        fail(new ProblemException(Problems.bodyTimeout(limits.deadline())));
    }

    private void fail(Throwable cause) {
        if (stop()) {
            bytes = new byte[EMPTY];
            reservation.close();
            promise.fail(cause);
        }
    }

    private boolean stop() {
        boolean first = !done;
        done = true;
        vertx.cancelTimer(timer);
        vertx.cancelTimer(lookTimer);
        return first;
    }

    private static ProblemException tooLarge(BodyLimits limits, long actual) {
        return new ProblemException(
                Problems.tooLarge("body_too_large", "body", limits.wireBytes(), actual));
    }
}
