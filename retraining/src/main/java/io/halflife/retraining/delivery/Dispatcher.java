// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.retraining.delivery;

import io.halflife.http.outbound.OutboundAddresses;
import io.halflife.storage.Storage;
import io.halflife.storage.webhook.DeliveryQueue;
import io.halflife.storage.webhook.DueDelivery;
import io.halflife.storage.webhook.OutboxMatching;
import io.halflife.storage.webhook.SealingKey;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is due: looks each second, and again as soon as something was done. Several may run at
 * once; each message is under way with one of them. No transaction is open while a message is sent.
 */
public final class Dispatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration CLOSING_MAX = Duration.ofSeconds(5);
    private static final int UNDER_WAY_MAX = 16;
    private static final int PER_ENDPOINT_MAX = 2;
    private static final int MATCHED_AT_ONCE = 500;
    private static final CompletableFuture<?>[] NONE = {};

    private final Vertx vertx;
    private final DeliverySettings settings;
    private final Clock clock;
    private final OutboxMatching matching;
    private final DeliveryQueue queue;
    private final WebhookSender sender;
    private final WebhookMetrics metrics;
    private final Aftermath aftermath;
    private final Map<String, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile CompletableFuture<Void> look = CompletableFuture.completedFuture(null);
    private volatile boolean closed;
    private volatile boolean abandoned;

    private Dispatcher(
            Vertx vertx,
            DeliverySettings settings,
            Storage storage,
            MeterRegistry registry,
            Clock clock) {
        this.vertx = vertx;
        this.settings = settings;
        this.clock = clock;
        this.matching = new OutboxMatching(storage.jdbi());
        this.queue = new DeliveryQueue(storage.jdbi());
        OutboundAddresses addresses = OutboundAddresses.of(settings.development());
        this.sender = new WebhookSender(vertx, settings, addresses, clock);
        this.metrics = new WebhookMetrics(registry);
        RetrySchedule schedule = new RetrySchedule(() -> ThreadLocalRandom.current().nextDouble());
        this.aftermath = new Aftermath(queue, schedule, metrics, clock);
    }

    /** Sends until it is closed. */
    public static Dispatcher start(
            Vertx vertx,
            DeliverySettings settings,
            Storage storage,
            MeterRegistry registry,
            Clock clock) {
        Dispatcher dispatcher = new Dispatcher(vertx, settings, storage, registry, clock);
        if (settings.key().isEmpty()) {
            LOG.warn("{} is not set: messages wait until it is", SealingKey.SETTING);
        }
        vertx.setPeriodic(0, INTERVAL.toMillis(), timer -> dispatcher.look());
        return dispatcher;
    }

    private void look() {
        if (closed || !looking.compareAndSet(false, true)) {
            return;
        }
        CompletableFuture<Void> looked = new CompletableFuture<>();
        look = looked;
        vertx.executeBlocking(this::take, false)
                .onSuccess(
                        due -> {
                            failing.set(false);
                            due.forEach(this::send);
                        })
                .onFailure(this::warn)
                .onComplete(
                        done -> {
                            looking.set(false);
                            looked.complete(null);
                        });
    }

    private List<DueDelivery> take() {
        Instant now = clock.instant();
        matching.obey(now);
        int matched = MATCHED_AT_ONCE;
        while (matched == MATCHED_AT_ONCE) {
            matched = matching.match(now, MATCHED_AT_ONCE);
        }
        metrics.died(queue.bury(now));
        int room = UNDER_WAY_MAX - underWay.size();
        if (closed || room <= 0 || settings.key().isEmpty()) {
            return List.of();
        }
        // The lease counts from now, not from before a long matching.
        return queue.take(clock.instant(), settings.lease(), room, PER_ENDPOINT_MAX);
    }

    private void send(DueDelivery delivery) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        underWay.put(delivery.messageId(), done);
        sender.send(delivery, settings.key().orElseThrow())
                .compose(answer -> vertx.executeBlocking(() -> note(delivery, answer), false))
                .onFailure(this::warn)
                .onComplete(
                        noted -> {
                            underWay.remove(delivery.messageId());
                            done.complete(null);
                            look();
                        });
    }

    /** Nothing is known of what was cut off by our own end: it is sent again. */
    private Void note(DueDelivery delivery, Answered answer) {
        if (!abandoned) {
            aftermath.of(delivery, answer);
        }
        return null;
    }

    private void warn(Throwable failure) {
        if (!closed && failing.compareAndSet(false, true)) {
            LOG.warn("messages wait: {}", failure.toString());
        }
    }

    /** Takes nothing more and waits a little for what is under way. */
    @Override
    public void close() {
        closed = true;
        try {
            look.thenCompose(looked -> CompletableFuture.allOf(underWay.values().toArray(NONE)))
                    .get(CLOSING_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.info("{} messages were cut off and will be sent again", underWay.size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        abandoned = true;
    }
}
