// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.fault;

import static io.halflife.launcher.fault.CollectorKilledIT.since;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Everything is stored, and the one who asked does not hear of it. */
@Tag("fault")
class LostReplyIT {

    private static final int TIMES = 20;
    private static final byte[] ANSWER = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);

    /** CommandComplete of the protocol: the server has committed. */
    private static final byte[] COMMITTED = "COMMIT\0".getBytes(StandardCharsets.US_ASCII);

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
    void answerThatIsLost_isADuplicateAtTheNextTry() throws Exception {
        long started = System.nanoTime();
        try (FaultProxy proxy = new FaultProxy(rig.collector().port());
                LedgerLoad load = rig.load(LoadPlan.usual(proxy.port(), rig.seed()))) {
            double before = duplicates();
            proxy.dropAfterMatch(ANSWER, TIMES);
            awaitSwallowed(proxy);
            FaultRig.awaitHealed(load);
            Audit audit = rig.audit("11 lost answer", load);
            double after = duplicates();
            assertTrue(after > before, "nothing was sent twice");
            rig.report(
                    "11 the answer is lost after the COMMIT",
                    TIMES,
                    audit,
                    since(started),
                    (long) (after - before) + " duplicates; requests: " + load.figures());
        }
    }

    @Test
    void replyToCommitThatIsLost_is503AndADuplicateAtTheNextTry() throws Exception {
        long started = System.nanoTime();
        try (LedgerLoad load = rig.load()) {
            double before = duplicates();
            rig.database().dropAfterMatch(COMMITTED, TIMES);
            awaitSwallowed(rig.database());
            FaultRig.awaitHealed(load);
            Audit audit = rig.audit("12 lost COMMIT reply", load);
            double after = duplicates();
            assertTrue(load.figures().requests("503") > 0, "nobody noticed: " + load.figures());
            assertTrue(after > before, "nothing was sent twice");
            rig.report(
                    "12 the reply to COMMIT is lost, the line cut",
                    TIMES,
                    audit,
                    since(started),
                    (long) (after - before) + " duplicates; requests: " + load.figures());
        }
    }

    /** Small pieces, late and slowly, then cut within bodies. */
    @Test
    @EnabledIfSystemProperty(named = "fault.set", matches = "all")
    void poorLine_toTheCollector_losesNothing() throws Exception {
        long started = System.nanoTime();
        try (FaultProxy proxy = new FaultProxy(rig.collector().port());
                LedgerLoad load = rig.load(LoadPlan.usual(proxy.port(), rig.seed()))) {
            proxy.slicer(997);
            proxy.latency(2);
            FaultRig.awaitAcked(load, 2000);
            proxy.limitData(100_000);
            proxy.bandwidth(1_000_000);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> load.figures().requests("cut") > 20);
            proxy.heal();
            FaultRig.awaitHealed(load);
            Audit audit = rig.audit("14 poor line", load);
            rig.report(
                    "14 slices, latency, 1 MB/s, cut within bodies",
                    1,
                    audit,
                    since(started),
                    "by our proxy; requests: " + load.figures());
        }
    }

    private static double duplicates() {
        return rig.collector().metric("halflife_ingest_items_duplicate_total", "prediction");
    }

    private static void awaitSwallowed(FaultProxy proxy) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> proxy.swallowed() >= TIMES);
    }
}
