// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class IdleTaskTest {

    private static final Duration SOON = Duration.ofMillis(1);

    @Test
    void task_isDoneOnceAndHoldsTheSemaphore() throws InterruptedException {
        Semaphore busy = new Semaphore(1);
        CountDownLatch done = new CountDownLatch(1);
        AtomicInteger free = new AtomicInteger(-1);
        Runnable task =
                () -> {
                    free.set(busy.availablePermits());
                    done.countDown();
                };
        try (IdleTask idle = new IdleTask(busy, task, SOON)) {
            idle.postpone();

            assertTrue(done.await(1, TimeUnit.MINUTES));
            assertEquals(0, free.get());
            assertTrue(busy.tryAcquire(1, TimeUnit.MINUTES));
        }
    }
}
