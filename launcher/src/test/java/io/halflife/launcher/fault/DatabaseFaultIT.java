// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.fault;

import static io.halflife.launcher.fault.CollectorKilledIT.round;
import static io.halflife.launcher.fault.CollectorKilledIT.since;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The database crashes, hangs, refuses or is locked. The collector is never restarted here. */
@Tag("fault")
class DatabaseFaultIT {

    /** The deadline of a request and a second for a busy machine. */
    private static final double ANSWER_MAX_SECONDS = 6;

    private static FaultRig rig;

    @BeforeAll
    static void start() throws IOException {
        rig = FaultRig.start();
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    /** What is done to the database while senders are at it, until it is healed. */
    private interface Fault {
        void happens(LedgerLoad load) throws Exception;
    }

    private static void run(String row, Fault fault, Fault healing) throws Exception {
        long started = System.nanoTime();
        Holdings before;
        try (LedgerLoad load = rig.load()) {
            before = rig.holdings();
            fault.happens(load);
            healing.happens(load);
            double healed = FaultRig.awaitHealed(load);
            Audit audit = rig.audit(row, load);
            assertTrue(load.figures().requests("503") > 0, "nobody noticed: " + load.figures());
            rig.report(
                    row,
                    1,
                    audit,
                    since(started),
                    "requests: "
                            + load.figures()
                            + "; slowest answer "
                            + round(load.figures().slowestSeconds())
                            + " s; healed in "
                            + round(healed)
                            + " s");
        }
        rig.requireReturned(before);
    }

    private static void lasting(int seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    @Test
    void stopImmediate_isRiddenOutWith503() throws Exception {
        run(
                "03 pg_ctl stop -m immediate, 5 s",
                load -> {
                    rig.postgres().stopImmediately();
                    lasting(5);
                },
                load -> rig.postgres().startAgain());
    }

    @Test
    void terminatedBackends_loseNoAcknowledgement() throws Exception {
        run(
                "05 pg_terminate_backend on all, each 200 ms, 10 s",
                load -> {
                    try (Connection connection = rig.postgres().connect();
                            Statement statement = connection.createStatement()) {
                        for (int i = 0; i < 50; i++) {
                            statement.execute(
                                    """
                                    select pg_terminate_backend(pid) from pg_stat_activity
                                     where pid <> pg_backend_pid() and backend_type='client backend'
                                    """);
                            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
                        }
                    }
                },
                load -> {});
    }

    @Test
    void frozenDatabase_isAnsweredInTimeWithinTheBudget() throws Exception {
        run(
                "06 kill -STOP of all Postgres processes, 30 s",
                load -> {
                    rig.postgres().freeze();
                    for (int second = 0; second < 30; second++) {
                        lasting(1);
                        double held = rig.collector().metric("halflife_ingest_inflight_bytes", "");
                        double limit =
                                rig.collector().metric("halflife_ingest_inflight_limit_bytes", "");
                        assertTrue(held <= limit, "holds " + held + " of " + limit + " bytes");
                    }
                    assertAnsweredInTime(load);
                },
                load -> rig.postgres().thaw());
    }

    private static void assertAnsweredInTime(LedgerLoad load) {
        double slowest = load.figures().slowestSeconds();
        assertTrue(slowest <= ANSWER_MAX_SECONDS, "the slowest answer took " + slowest + " s");
    }

    @Test
    @EnabledIfSystemProperty(named = "fault.set", matches = "all")
    void killedPostmaster_withMuchToRedo_isRiddenOut() throws Exception {
        run(
                "04 kill -9 of all Postgres processes, a million rows to redo",
                load -> {
                    rig.postgres()
                            .execute(
                                    "create table redo as select g, md5(g::text)"
                                            + " from generate_series(1, 1000000) g");
                    rig.postgres().kill();
                    lasting(2);
                },
                load -> rig.postgres().startAgain());
    }

    @Test
    @EnabledIfSystemProperty(named = "fault.set", matches = "all")
    void lockedTable_is503WithoutPileUp() throws Exception {
        run(
                "07 LOCK TABLE prediction, 20 s",
                load -> {
                    try (Connection connection = rig.postgres().connect();
                            Statement statement = connection.createStatement()) {
                        connection.setAutoCommit(false);
                        statement.execute("lock table prediction in access exclusive mode");
                        lasting(20);
                        assertAnsweredInTime(load);
                    }
                },
                load -> {});
    }

    @Test
    @EnabledIfSystemProperty(named = "fault.set", matches = "all")
    void readOnlyDatabase_is503() throws Exception {
        run(
                "10 default_transaction_read_only=on, 5 s",
                load -> {
                    rig.postgres().execute("alter system set default_transaction_read_only=on");
                    rig.postgres().reload();
                    lasting(5);
                },
                load -> {
                    rig.postgres()
                            .execute(
                                    "set default_transaction_read_only=off",
                                    "alter system reset default_transaction_read_only");
                    rig.postgres().reload();
                });
    }

    /** Twice the requests' own deadline without a byte, then reset. */
    @Test
    @EnabledIfSystemProperty(named = "fault.set", matches = "all")
    void silentLine_toTheDatabase_is503InTime() throws Exception {
        run(
                "13 the line to the database is silent, 20 s, then reset",
                load -> {
                    rig.database().timeout(true);
                    lasting(20);
                    assertAnsweredInTime(load);
                    rig.database().resetPeer();
                },
                load -> rig.database().timeout(false));
    }
}
