// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.fault;

import io.halflife.launcher.rig.Batch;
import io.halflife.launcher.rig.HttpSocket;
import io.halflife.launcher.rig.Items;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Senders that write every item into the ledger before its first byte leaves, and what they were
 * told afterwards. What is unknown is sent again, the same ids and the same times, except for one
 * request in sixty-four that is given up.
 */
final class LedgerLoad implements AutoCloseable {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(15);
    private static final int GIVEN_UP = 64;
    private static final long PAUSE_MAX_MILLIS = 250;
    private static final double NANOS_PER_SECOND = 1e9;

    private final LoadPlan plan;
    private final Items items;
    private final Ledger ledger;
    private final AtomicLong numbers;
    private final LoadFigures figures = new LoadFigures();
    private final Queue<Batch> again = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile CountDownLatch nextSend = new CountDownLatch(1);
    private volatile boolean draining;
    private volatile boolean stopped;

    /**
     * Starts sending.
     *
     * @param numbers gives each item its own
     */
    LedgerLoad(LoadPlan plan, Items items, Ledger ledger, AtomicLong numbers) {
        this.plan = plan;
        this.items = items;
        this.ledger = ledger;
        this.numbers = numbers;
        for (int i = 0; i < plan.connections(); i++) {
            Random random = new Random(plan.seed() + i);
            Thread thread = new Thread(() -> send(random), "sender-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    LoadFigures figures() {
        return figures;
    }

    /** Returns when the last byte of some request has left. */
    void awaitNextSend() throws InterruptedException {
        CountDownLatch latch = new CountDownLatch(1);
        nextSend = latch;
        if (!latch.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nothing was sent for 30 s");
        }
    }

    /** Sends nothing new; returns when nothing is unknown any more that is not given up. */
    void drain(Duration max) {
        draining = true;
        long end = System.nanoTime() + max.toNanos();
        while (!again.isEmpty() || underWay.get() > 0) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "after " + max + " unknown: " + again.size() + "; " + figures);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        close();
    }

    private void send(Random random) {
        double share = (double) plan.itemsPerSecond() / plan.connections() / plan.batchItems();
        long interval = (long) (NANOS_PER_SECOND / share);
        try (Connection connection = new Connection()) {
            while (!stopped) {
                long started = System.nanoTime();
                underWay.incrementAndGet();
                boolean well = sendOne(connection, random);
                underWay.decrementAndGet();
                long wait = well ? started + interval - System.nanoTime() : pause(random);
                LockSupport.parkNanos(Math.max(0, wait));
            }
        }
    }

    private static long pause(Random random) {
        return TimeUnit.MILLISECONDS.toNanos(20 + random.nextInt((int) PAUSE_MAX_MILLIS));
    }

    private boolean sendOne(Connection connection, Random random) {
        Batch batch = again.poll();
        if (batch == null) {
            if (draining) {
                return false;
            }
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            long first = numbers.getAndAdd(plan.batchItems());
            batch = new Batch(first, plan.batchItems(), now);
        }
        boolean told = deliver(connection, batch);
        if (!told && random.nextInt(GIVEN_UP) > 0) {
            again.add(batch);
        }
        return told;
    }

    /** Whether the server said what became of the items. */
    private boolean deliver(Connection connection, Batch batch) {
        byte[] body = items.body(batch, false);
        ledger.sent(batch);
        long sentAt = System.nanoTime();
        HttpSocket.Answer answer;
        try {
            answer = connection.exchange(body);
        } catch (IOException e) {
            connection.close();
            figures.answered(outcome(e), System.nanoTime() - sentAt);
            ledger.unknown(batch, outcome(e));
            return false;
        }
        figures.answered(Integer.toString(answer.status()), System.nanoTime() - sentAt);
        if (answer.closes()) {
            connection.close();
        }
        Verdict verdict = Verdict.of(answer, batch.size());
        verdict.offences().forEach(figures::offended);
        if (!verdict.isKnown()) {
            ledger.unknown(batch, Integer.toString(answer.status()));
            return false;
        }
        ledger.answered(batch, verdict.rejected());
        figures.acked(batch.size() - verdict.rejected().size(), sentAt);
        return true;
    }

    private static String outcome(IOException e) {
        return e instanceof SocketTimeoutException
                ? "timeout"
                : e instanceof ConnectException ? "refused" : "cut";
    }

    @Override
    public void close() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join(2 * ANSWER_MAX.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** One that is opened when it is needed. */
    private final class Connection implements AutoCloseable {
        private HttpSocket socket;

        HttpSocket.Answer exchange(byte[] body) throws IOException {
            if (socket == null) {
                socket = new HttpSocket(plan.port(), ANSWER_MAX);
            }
            socket.post("/v1/predictions", "application/json", body, body.length);
            nextSend.countDown();
            return socket.read();
        }

        @Override
        public void close() {
            try {
                if (socket != null) {
                    socket.close();
                }
            } catch (IOException e) {
                figures.offended("a socket that cannot be closed: " + e);
            }
            socket = null;
        }
    }
}
