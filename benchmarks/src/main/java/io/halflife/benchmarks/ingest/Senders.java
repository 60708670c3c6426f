// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.ingest;

import io.halflife.launcher.rig.Batch;
import io.halflife.launcher.rig.HttpSocket;
import io.halflife.launcher.rig.Items;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Connections that send until they are told to stop: each as fast as it is answered, or all
 * together at a fixed rate. What is refused for now is sent again, the same ids. At a fixed rate a
 * latency counts from the moment when the request was due, so that waiting is not hidden.
 */
final class Senders {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
    private static final long PAUSE_NANOS = 50_000_000;
    private static final Pattern CODE = Pattern.compile("\"code\":\"([a-z_]+)\"");
    private static final double NANOS_PER_SECOND = 1e9;

    private final int port;
    private final Shape shape;
    private final Items items;
    private final AckedNumbers numbers;
    private final long intervalNanos;
    private final AtomicLong ticks = new AtomicLong();
    private final long started = System.nanoTime();
    private final LongAdder rows = new LongAdder();
    private final Map<String, Long> refused = new ConcurrentSkipListMap<>();
    private final LongAdder impolite = new LongAdder();
    private final LongAdder cut = new LongAdder();
    private final Latencies latencies = new Latencies();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean recording;
    private volatile boolean stopped;
    private volatile String offence;

    /**
     * Starts them.
     *
     * @param rowsPerSecond of all together; 0 for as fast as they are answered
     */
    Senders(int port, Shape shape, Items items, AckedNumbers numbers, double rowsPerSecond) {
        this.port = port;
        this.shape = shape;
        this.items = items;
        this.numbers = numbers;
        this.intervalNanos =
                rowsPerSecond == 0 ? 0 : (long) (NANOS_PER_SECOND * shape.items() / rowsPerSecond);
        for (int i = 0; i < shape.connections(); i++) {
            Thread thread = new Thread(this::send, "sender-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void send() {
        Latencies own = new Latencies();
        HttpSocket socket = null;
        Batch batch = null;
        try {
            while (!stopped) {
                long due = due();
                batch = batch == null ? next() : batch;
                try {
                    socket = socket == null ? new HttpSocket(port, ANSWER_MAX) : socket;
                    HttpSocket.Answer answer = exchange(socket, batch);
                    if (took(answer, batch)) {
                        batch = null;
                        note(own, due);
                    }
                    if (answer.closes()) {
                        socket.close();
                        socket = null;
                    }
                } catch (IOException e) {
                    cut.increment();
                    socket = null;
                }
            }
        } finally {
            synchronized (latencies) {
                latencies.addAll(own);
            }
        }
    }

    /** When the next request is due; waits for it. */
    private long due() {
        if (intervalNanos == 0) {
            return System.nanoTime();
        }
        long due = started + intervalNanos * ticks.getAndIncrement();
        LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
        return due;
    }

    private Batch next() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new Batch(numbers.take(shape.items()), shape.items(), now);
    }

    private HttpSocket.Answer exchange(HttpSocket socket, Batch batch) throws IOException {
        byte[] body = items.body(batch, shape.lines());
        socket.post("/v1/predictions", shape.mediaType(), body, body.length);
        return socket.read();
    }

    private boolean took(HttpSocket.Answer answer, Batch batch) {
        if (answer.status() == HttpSocket.OK && answer.body().contains("\"rejected\":0")) {
            numbers.acked(batch);
            rows.add(batch.size());
            return true;
        }
        if (answer.status() == 503 || answer.status() == 429) {
            refused.merge(code(answer.body()), 1L, Long::sum);
            impolite.add(answer.retryAfterSeconds() < 0 ? 1 : 0);
            LockSupport.parkNanos(PAUSE_NANOS);
            return false;
        }
        offence = answer.status() + " " + answer.body();
        stopped = true;
        return false;
    }

    private static String code(String problem) {
        Matcher code = CODE.matcher(problem);
        return code.find() ? code.group(1) : problem;
    }

    private void note(Latencies own, long due) {
        if (recording) {
            own.add(System.nanoTime() - due);
        }
    }

    /** From now on latencies count. */
    void record() {
        recording = true;
    }

    long rows() {
        return rows.sum();
    }

    /** Requests that heard 503 or 429, by the code of the problem. */
    Map<String, Long> refused() {
        return refused;
    }

    /** Those of them without Retry-After. */
    long impolite() {
        return impolite.sum();
    }

    /** Requests whose connection ended without an answer. */
    long cut() {
        return cut.sum();
    }

    /** Ends them; gives the latencies since {@link #record}. */
    Latencies stop() throws InterruptedException {
        recording = false;
        stopped = true;
        for (Thread thread : threads) {
            thread.join(2 * ANSWER_MAX.toMillis());
        }
        if (offence != null) {
            throw new IllegalStateException("a good request was refused: " + offence);
        }
        return latencies;
    }
}
