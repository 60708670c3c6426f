// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo;

import io.halflife.launcher.console.Console;
import io.halflife.launcher.demo.webhook.Receiver;
import io.halflife.storage.webhook.Deliveries;
import io.halflife.storage.webhook.DeliveryState;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Waits for the call of a request and acknowledges it, so that the simulated days do not run ahead
 * of a webhook that goes out by the wall clock.
 */
final class Calls implements Consumer<String> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 50;

    private final Receiver receiver;
    private final Doors doors;
    private final Deliveries deliveries;
    private final Console console;

    Calls(Receiver receiver, Doors doors, Deliveries deliveries, Console console) {
        this.receiver = receiver;
        this.doors = doors;
        this.deliveries = deliveries;
        this.console = console;
    }

    @Override
    public void accept(String requestId) {
        boolean received =
                receiver.await(receipt -> receipt.isCallOf(requestId), PATIENCE).isPresent();
        if (received && isRecorded(requestId)) {
            doors.acknowledge(requestId);
        } else {
            console.note(
                    "the webhook of request "
                            + requestId
                            + " was not delivered within "
                            + PATIENCE.toSeconds()
                            + " s; going on without it");
        }
    }

    /** The services note a delivery after it was answered. */
    private boolean isRecorded(String requestId) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (System.nanoTime() < end) {
                if (deliveries.ofRequest(requestId).stream()
                        .anyMatch(delivery -> delivery.state() == DeliveryState.DELIVERED)) {
                    return true;
                }
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
