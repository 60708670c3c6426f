// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The collector dies, suddenly or in order, while senders are at it. */
@Tag("fault")
class CollectorKilledIT {

    private static final int KILLS = Integer.getInteger("fault.kills", 20);
    private static final int MOMENT_MAX_MILLIS = 200;

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
    void kill_atAnyMoment_losesAndDoublesNothing() throws Exception {
        long started = System.nanoTime();
        Random random = new Random(rig.seed());
        double slowest = 0;
        try (LedgerLoad load = rig.load()) {
            for (int i = 0; i < KILLS; i++) {
                load.awaitNextSend();
                int moment = random.nextInt(MOMENT_MAX_MILLIS + 1);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(moment));
                rig.collector().kill();
                rig.collector().start();
                slowest = Math.max(slowest, FaultRig.awaitHealed(load));
                FaultRig.awaitAcked(load, 200);
            }
            Audit audit = rig.audit("01 kill -9", load);
            assertTrue(load.figures().requests("cut") > 0, "no request was hit: " + load.figures());
            rig.report(
                    "01 kill -9 of the collector, 0–200 ms after a last byte",
                    KILLS,
                    audit,
                    since(started),
                    "requests: " + load.figures() + "; healed in " + round(slowest) + " s at most");
        }
    }

    /** In order: what came to an answer has one, and the process ends by itself. */
    @Test
    void sigterm_underLoad_answersWhatItTookAndEnds() throws Exception {
        long started = System.nanoTime();
        try (LedgerLoad load = rig.load()) {
            load.awaitNextSend();
            rig.collector().terminate();
            int code = rig.collector().exitCode(Duration.ofSeconds(25));
            double took = since(started);
            rig.collector().start();
            FaultRig.awaitHealed(load);
            Audit audit = rig.audit("02 SIGTERM", load);
            // 143 is what Java says after a signal that it has obeyed.
            assertTrue(code == 0 || code == 143, "exit code " + code);
            assertEquals(0, load.figures().requests("timeout"), load.figures().toString());
            rig.report(
                    "02 SIGTERM under load",
                    1,
                    audit,
                    since(started),
                    "exit code " + code + " after " + round(took) + " s");
        }
    }

    static double since(long nanoTime) {
        return (System.nanoTime() - nanoTime) * 1e-9;
    }

    static String round(double seconds) {
        return String.format(Locale.ROOT, "%.1f", seconds);
    }
}
