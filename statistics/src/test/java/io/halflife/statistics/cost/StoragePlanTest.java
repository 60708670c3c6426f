// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class StoragePlanTest {

    @TestFactory
    Stream<DynamicTest> plans_agreeWithTheOracle() {
        return Oracles.tests("storage_cost", StoragePlanTest::check);
    }

    private static void check(OracleCase oracle) {
        List<StoredVersion> versions = new ArrayList<>();
        for (int i = 0; i < oracle.node("versions").size(); i++) {
            String at = "versions." + i + ".";
            versions.add(
                    new StoredVersion(
                            oracle.text(at + "version"),
                            oracle.whole(at + "size"),
                            oracle.whole(at + "metadata"),
                            oracle.flag(at + "pinned")));
        }
        StoragePlan plan = StoragePlan.keeping(versions, (int) oracle.whole("keep"));
        StoragePrice price =
                new StoragePrice(oracle.number("hot_price"), oracle.number("cold_price"));
        assertEquals(oracle.whole("expected.total_bytes"), plan.totalBytes());
        assertEquals(oracle.whole("expected.hot_bytes"), plan.hotBytes());
        assertEquals(oracle.whole("expected.archived_bytes"), plan.archivedBytes());
        assertEquals(
                oracle.texts("expected.archived"),
                plan.archived().stream().map(StoredVersion::version).toList());
        oracle.close("expected.monthly_cost", plan.monthlyCost(price), 1e-12, 0);
    }

    private static StoredVersion version(String name, long bytes, boolean pinned) {
        return new StoredVersion(name, bytes, 1, pinned);
    }

    @Test
    void plan_keepsTheMostRecentAndThePinned() {
        StoredVersion first = version("1", 10, true);
        StoredVersion second = version("2", 20, false);
        StoredVersion third = version("3", 40, false);
        List<StoredVersion> all = List.of(first, second, third);

        assertEquals(
                new StoragePlan(List.of(first, third), List.of(second)),
                StoragePlan.keeping(all, 1));
        assertEquals(List.of(first), StoragePlan.keeping(all, 0).hot());
        assertEquals(all, StoragePlan.keeping(all, 7).hot());
        assertEquals(53, StoragePlan.keeping(all, 1).hotBytes());
        assertEquals(20, StoragePlan.keeping(all, 1).archivedBytes());
    }

    @Test
    void plan_withoutVersionsIsNothing() {
        StoragePlan plan = StoragePlan.keeping(List.of(), 3);
        assertEquals(0, plan.totalBytes());
        assertEquals(0, plan.monthlyCost(new StoragePrice(1, 1)));
    }

    @Test
    void sizes_beyondALongAreRefused() {
        StoredVersion huge = version("1", Long.MAX_VALUE - 1, false);
        assertEquals(Long.MAX_VALUE, StoragePlan.keeping(List.of(huge), 0).totalBytes());
        List<StoredVersion> tooMuch = List.of(huge, new StoredVersion("2", 1, 0, false));
        assertRefused("sizes must add up to", () -> StoragePlan.keeping(tooMuch, 1));
    }

    @Test
    void arguments_outOfRangeAreRefused() {
        assertRefused("keep", () -> StoragePlan.keeping(List.of(), -1));
        assertRefused("version", () -> version(" ", 1, false));
        assertRefused("bytes", () -> version("1", -1, false));
        assertRefused("bytes", () -> new StoredVersion("1", 0, -1, false));
        assertRefused("prices", () -> new StoragePrice(-1, 0));
        assertRefused("prices", () -> new StoragePrice(0, Double.NaN));
        assertRefused("prices", () -> new StoragePrice(Double.POSITIVE_INFINITY, 0));
    }

    private static void assertRefused(String told, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.startsWith(told), message);
    }

    /**
     * Law: whatever is kept, hot and archived bytes are all bytes, and keeping more archives less.
     */
    @Test
    void plan_splitsAllBytes() {
        for (long seed = 1; seed <= 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<StoredVersion> versions = new ArrayList<>();
            long total = 0;
            for (int i = 0; i < 20; i++) {
                StoredVersion version =
                        new StoredVersion(
                                "v" + i,
                                random.nextLong(1L << 50),
                                random.nextLong(5000),
                                random.nextInt(5) == 0);
                versions.add(version);
                total += version.bytes() + version.metadataBytes();
            }
            long before = Long.MAX_VALUE;
            for (int keep = 0; keep <= 21; keep++) {
                StoragePlan plan = StoragePlan.keeping(versions, keep);
                assertEquals(total, plan.hotBytes() + plan.archivedBytes(), "seed " + seed);
                assertTrue(plan.archivedBytes() <= before, "seed " + seed);
                before = plan.archivedBytes();
            }
            assertEquals(0, before, "seed " + seed);
        }
    }
}
