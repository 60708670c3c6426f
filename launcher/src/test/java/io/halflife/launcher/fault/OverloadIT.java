// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.fault;

import static io.halflife.launcher.fault.CollectorKilledIT.since;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.launcher.rig.HttpSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** More is sent than can be taken. */
@Tag("fault")
class OverloadIT {

    private static final int SECONDS = Integer.getInteger("fault.overload.seconds", 10);
    private static final double GOODPUT_MIN = 0.8;
    private static final int AS_FAST_AS_ANSWERED = 1_000_000_000;

    private static FaultRig rig;

    @BeforeAll
    static void start() throws IOException {
        rig = FaultRig.start();
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    void overload_keepsTheGoodputAndTheMemory() throws Exception {
        long started = System.nanoTime();
        rate(16, 100);
        double peak = rate(16, 100);
        Holdings before = rig.holdings();
        LoadPlan flood =
                new LoadPlan(rig.collector().port(), 128, 500, AS_FAST_AS_ANSWERED, rig.seed());
        try (LedgerLoad load = rig.load(flood)) {
            double goodput = rate(load);
            Audit audit = rig.audit("23 overload", load);
            long refused = load.figures().requests("503") + load.figures().requests("429");
            assertTrue(refused > 0, "no overload: " + load.figures());
            assertTrue(rig.collector().isAlive(), rig.collector().logText());
            assertTrue(
                    goodput >= GOODPUT_MIN * peak,
                    goodput + " items/s under overload, " + peak + " at the peak");
            rig.report(
                    "23 overload: 128 senders of 500 items, -Xmx512m",
                    1,
                    audit,
                    since(started),
                    String.format(
                            Locale.ROOT,
                            "%.0f items/s, %.0f at the peak; requests: %s",
                            goodput,
                            peak,
                            load.figures()));
        }
        rig.requireReturned(before);
    }

    private static double rate(int connections, int items) {
        LoadPlan plan =
                new LoadPlan(
                        rig.collector().port(),
                        connections,
                        items,
                        AS_FAST_AS_ANSWERED,
                        rig.seed());
        try (LedgerLoad load = rig.load(plan)) {
            double rate = rate(load);
            load.drain(Duration.ofMinutes(1));
            return rate;
        }
    }

    private static double rate(LedgerLoad load) {
        long acked = load.figures().acked();
        long started = System.nanoTime();
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(SECONDS));
        return (load.figures().acked() - acked) / since(started);
    }

    @Test
    @EnabledIfSystemProperty(named = "fault.set", matches = "all")
    void fewDescriptors_pauseWithoutACrash() throws Exception {
        long started = System.nanoTime();
        rig.collector().kill();
        rig.collector().start(List.of("prlimit", "--nofile=192"));
        List<HttpSocket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 500; i++) {
                idle.add(new HttpSocket(rig.collector().port(), Duration.ofSeconds(2)));
            }
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3));
        } finally {
            for (HttpSocket socket : idle) {
                socket.close();
            }
        }
        try (LedgerLoad load = rig.load()) {
            double healed = FaultRig.awaitHealed(load);
            Audit audit = rig.audit("35 descriptors", load);
            rig.report(
                    "35 192 descriptors and 500 connections",
                    1,
                    audit,
                    since(started),
                    "healed in " + CollectorKilledIT.round(healed) + " s");
        }
        assertTrue(rig.collector().isAlive());
    }
}
