// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.retraining.delivery;

import io.halflife.storage.webhook.AttemptOutcome;
import io.halflife.storage.webhook.DeliveryQueue;
import io.halflife.storage.webhook.DeliveryQueue.DeadReason;
import io.halflife.storage.webhook.DueDelivery;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** What follows from an attempt: done, tried again, given up. Blocking. */
final class Aftermath {

    private final DeliveryQueue queue;
    private final RetrySchedule schedule;
    private final WebhookMetrics metrics;
    private final Clock clock;

    Aftermath(DeliveryQueue queue, RetrySchedule schedule, WebhookMetrics metrics, Clock clock) {
        this.queue = queue;
        this.schedule = schedule;
        this.metrics = metrics;
        this.clock = clock;
    }

    void of(DueDelivery delivery, Answered answer) {
        Instant now = clock.instant();
        if (answer.result().outcome() == AttemptOutcome.DELIVERED) {
            queue.delivered(delivery, answer.result(), now);
        } else if (answer.result().outcome() == AttemptOutcome.GONE) {
            queue.shutOff(delivery.endpointId(), "it answered 410");
            giveUp(delivery, answer, DeadReason.GONE);
        } else if (delivery.trial()) {
            giveUp(delivery, answer, DeadReason.TEST_FAILED);
        } else {
            goOn(delivery, answer, now);
        }
        metrics.attempted(answer.result());
    }

    private void goOn(DueDelivery delivery, Answered answer, Instant now) {
        Optional<Instant> next =
                schedule.next(delivery.roundStartedAt(), delivery.roundAttempt(), now)
                        .map(planned -> later(planned, answer.notBefore()));
        if (next.isEmpty()) {
            giveUp(delivery, answer, DeadReason.ATTEMPTS_USED);
        } else if (delivery.expiresAt() != null && !next.get().isBefore(delivery.expiresAt())) {
            giveUp(delivery, answer, DeadReason.EXPIRED);
        } else {
            queue.retry(delivery, answer.result(), next.get());
        }
        answer.notBefore().ifPresent(until -> queue.slowDown(delivery.endpointId(), until));
    }

    private static Instant later(Instant planned, Optional<Instant> notBefore) {
        return notBefore.filter(planned::isBefore).orElse(planned);
    }

    private void giveUp(DueDelivery delivery, Answered answer, DeadReason reason) {
        queue.dead(delivery, answer.result(), reason);
        metrics.died();
    }
}
