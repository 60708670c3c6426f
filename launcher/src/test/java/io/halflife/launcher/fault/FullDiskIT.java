// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.fault;

import static io.halflife.launcher.fault.CollectorKilledIT.round;
import static io.halflife.launcher.fault.CollectorKilledIT.since;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.launcher.postgres.PrivatePostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The disk under the facts is full: a file system of 64 MiB in memory, for which one must be root.
 */
@Tag("fault")
class FullDiskIT {

    private static final int MEBIBYTES = 64;

    @Test
    void fullDisk_is503UntilThereIsSpaceAgain() throws Exception {
        Path disk = Files.createTempDirectory("halflife-disk");
        requireOrSkip(
                run("mount", "-t", "tmpfs", "-o", "size=" + MEBIBYTES + "m", "tmpfs", "" + disk));
        try {
            fillAndFree(disk);
        } finally {
            run("umount", "-l", disk.toString());
            Files.delete(disk);
        }
    }

    private static void fillAndFree(Path disk) throws Exception {
        Path space = Files.createDirectory(disk.resolve("space"));
        PrivatePostgres postgres = PrivatePostgres.start();
        postgres.give(space);
        postgres.execute(
                "create tablespace small location '" + space + "'",
                "alter database halflife set default_tablespace = small",
                moveExistingPartitions());
        try (FaultRig rig = FaultRig.start(postgres);
                LedgerLoad load = rig.load()) {
            long started = System.nanoTime();
            Holdings before = rig.holdings();
            Path filler = disk.resolve("filler");
            fill(filler);
            awaitRefusals(rig, load);
            assertTrue(rig.collector().isAlive());
            assertEquals(
                    "1", postgres.ask("select count(distinct model_id) from prediction"), "reads");
            Files.delete(filler);
            double healed = FaultRig.awaitHealed(load);
            Audit audit = rig.audit("08 full disk", load);
            rig.report(
                    "08 the disk of the facts is full",
                    1,
                    audit,
                    since(started),
                    "requests: " + load.figures() + "; healed in " + round(healed) + " s");
            rig.requireReturned(before);
        }
    }

    private static void awaitRefusals(FaultRig rig, LedgerLoad load) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> load.figures().requests("503") >= 20);
        double full = rig.collector().metric("halflife_db_errors_total", "class=\"53\"");
        assertTrue(full > 0, "refused for another reason: " + rig.collector().logText());
    }

    private static String moveExistingPartitions() {
        return """
        do $$ declare part regclass; begin
          for part in select inhrelid from pg_inherits where inhparent = 'prediction'::regclass
          loop execute format('alter table %s set tablespace small', part); end loop;
        end $$
        """;
    }

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < MEBIBYTES * 16; i++) {
                out.write(block);
            }
        } catch (IOException e) {
            // Full, as it shall be.
            assertTrue(Files.size(file) > 0, e.toString());
        }
    }

    private static boolean run(String... command) throws Exception {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return process.waitFor() == 0;
    }

    private static void requireOrSkip(boolean mounted) {
        if (Boolean.parseBoolean(System.getenv("CI"))) {
            assertTrue(mounted, "CI must be able to mount a tmpfs");
        }
        Assumptions.assumeTrue(mounted, "cannot mount a tmpfs: run as root");
    }
}
