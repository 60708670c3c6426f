// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.pages;

import io.halflife.launcher.plant.OddNames;
import io.halflife.launcher.plant.Plant;
import io.halflife.launcher.plant.PlantedModel;
import io.halflife.launcher.postgres.PrivatePostgres;
import io.halflife.storage.Storage;
import io.halflife.storage.StorageSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures pages of a dashboard over planted models and prints figures, goals and ratios. The time
 * of a page is that of its answer on loopback, to the last byte. One thread.
 */
public final class PagesReport {

    private static final int HEAP_MEBIBYTES = 256;
    private static final int FEATURES = 200;
    private static final int WINDOWS = 90;
    private static final int OLDER = 9_910;
    private static final int MODELS = 2_000;
    private static final int WARM_UPS = 150;
    private static final double PAGE_GOAL_MILLIS = 50;
    private static final double FLEET_GOAL_MILLIS = 100;
    private static final double VISIT_GOAL_KILOBYTES = 120;

    /** What 10,000 windows may add, and what thousands of loads may leave. */
    private static final double GROWTH_GOAL = 1.25;

    private static final List<String> TABS =
            List.of("", "/drift", "/performance", "/slo", "/quality", "/features/feature_21");
    private static final List<String> FLEETS =
            List.of("/", "/?sort=-drift", "/?sort=budget", "/?group=team&sort=performance");

    private final int loads;
    private final int soak;
    private final PageLoads client = new PageLoads();
    private boolean met = true;

    /**
     * A report of so many loads.
     *
     * @param loads of each page, timed
     * @param soak further loads, between whose beginning and end memory is compared
     */
    public PagesReport(int loads, int soak) {
        this.loads = loads;
        this.soak = soak;
    }

    /** Whether every goal was met. */
    public boolean print() throws IOException {
        System.out.printf(
                Locale.ROOT,
                "load %s, %d processors, %d loads of each page after %d, heap of %d MiB%n%n",
                Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0],
                Runtime.getRuntime().availableProcessors(),
                loads,
                WARM_UPS,
                HEAP_MEBIBYTES);
        try (PrivatePostgres postgres = PrivatePostgres.start();
                Storage storage =
                        Storage.open(
                                new StorageSettings(
                                        postgres.url(), postgres.user(), postgres.password(), 2))) {
            Plant.model(storage.jdbi(), wide("wide", 0));
            Plant.fleet(storage.jdbi(), MODELS);
            try (DashboardProcess dashboard = DashboardProcess.start(postgres, HEAP_MEBIBYTES)) {
                print(dashboard, storage);
            }
        }
        System.out.printf(
                "%nload %s at the end%n",
                Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
        return met;
    }

    private static PlantedModel wide(String name, int older) {
        return new PlantedModel(name, "1", OddNames.first(FEATURES), WINDOWS, older, 400, "words");
    }

    private void print(DashboardProcess dashboard, Storage storage) {
        System.out.printf(
                "| page | median ms | p95 ms | goal | kB sent | first visit kB |%n"
                        + "|---|---|---|---|---|---|%n");
        List<Double> before = new ArrayList<>();
        for (String tab : TABS) {
            before.add(row(dashboard, "/models/wide" + tab, PAGE_GOAL_MILLIS));
        }
        for (String fleet : FLEETS) {
            before.add(row(dashboard, fleet, FLEET_GOAL_MILLIS));
        }
        soak(dashboard);
        Plant.model(storage.jdbi(), wide("old", OLDER));
        storage.jdbi().useHandle(handle -> handle.execute("analyze"));
        System.out.printf(
                "%n| with 10,000 windows of a model in the store | median ms | p95 ms | goal | kB"
                        + " sent | first visit kB |%n|---|---|---|---|---|---|%n");
        List<Double> after = new ArrayList<>();
        for (String tab : TABS) {
            after.add(row(dashboard, "/models/old" + tab, PAGE_GOAL_MILLIS));
        }
        for (String fleet : FLEETS) {
            after.add(row(dashboard, fleet, FLEET_GOAL_MILLIS));
        }
        ratios(before, after);
    }

    /** The median, which a busy machine moves less than the p95. */
    private double row(DashboardProcess dashboard, String path, double goalMillis) {
        String address = dashboard.address(path);
        PageLoads.Times times = client.times(address, WARM_UPS, loads);
        double sent = client.load(address).length / 1000.0;
        double visit = client.visitBytes(address) / 1000.0;
        met &= times.p95() <= goalMillis && visit <= VISIT_GOAL_KILOBYTES;
        System.out.printf(
                Locale.ROOT,
                "| `%s` | %.1f | %.1f | p95 < %.0f%s | %.1f | %.1f%s |%n",
                path,
                times.median(),
                times.p95(),
                goalMillis,
                times.p95() <= goalMillis ? "" : ": missed",
                sent,
                visit,
                visit <= VISIT_GOAL_KILOBYTES ? "" : ": missed, goal ≤ 120");
        return times.median();
    }

    private void ratios(List<Double> before, List<Double> after) {
        List<String> paths = new ArrayList<>(TABS.stream().map(tab -> "…" + tab).toList());
        paths.addAll(FLEETS);
        System.out.printf("%n| 10,000 windows ÷ 90, medians | ratio | goal |%n|---|---|---|%n");
        for (int i = 0; i < before.size(); i++) {
            goal("`" + paths.get(i) + "`", after.get(i) / before.get(i), GROWTH_GOAL);
        }
    }

    private void goal(String what, double ratio, double goal) {
        met &= ratio <= goal;
        System.out.printf(
                Locale.ROOT,
                "| %s | %.2f | ≤ %.2f%s |%n",
                what,
                ratio,
                goal,
                ratio <= goal ? "" : ": missed");
    }

    /** Pages in turn; what lives in the heap and what the process holds, before and after. */
    private void soak(DashboardProcess dashboard) {
        List<String> paths = new ArrayList<>(TABS.stream().map(t -> "/models/wide" + t).toList());
        paths.addAll(FLEETS);
        double liveBefore = dashboard.liveMebibytes();
        double residentBefore = dashboard.residentMebibytes();
        for (int i = 0; i < soak; i++) {
            client.load(dashboard.address(paths.get(i % paths.size())));
        }
        double live = dashboard.liveMebibytes();
        double resident = dashboard.residentMebibytes();
        System.out.printf(
                Locale.ROOT,
                "%n| %,d further loads | before | after |%n|---|---|---|%n"
                        + "| live heap, MiB | %.1f | %.1f |%n| resident, MiB | %.0f | %.0f |%n",
                soak,
                liveBefore,
                live,
                residentBefore,
                resident);
        System.out.printf("%n| memory after ÷ before | ratio | goal |%n|---|---|---|%n");
        goal("live heap", live / liveBefore, GROWTH_GOAL);
        goal("resident", resident / residentBefore, GROWTH_GOAL);
    }
}
