// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.ingest;

import io.halflife.launcher.rig.ProcessFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Four times what the collector can take, with 512 MiB of heap: what is kept, and what it holds.
 */
final class Overload {

    private static final double SHARE_OF_CAPACITY = 4;
    private static final double MEBIBYTE = 1 << 20;

    private final Installation installation;
    private final double capacity;

    /**
     * @param capacity rows a second at saturation
     */
    Overload(Installation installation, double capacity) {
        this.installation = installation;
        this.capacity = capacity;
    }

    void print(double seconds) throws InterruptedException {
        Senders senders = installation.send(Shape.FLOOD, SHARE_OF_CAPACITY * capacity);
        Installation.waiting(1);
        long rows = senders.rows();
        long start = System.nanoTime();
        List<Double> resident = new ArrayList<>();
        double heapMax = 0;
        for (int second = 0; second < seconds; second++) {
            Installation.waiting(1);
            ProcessFigures figures = installation.collector().figures();
            resident.add(figures.residentBytes() / MEBIBYTE);
            heapMax = Math.max(heapMax, heap());
        }
        double rate = (senders.rows() - rows) / ((System.nanoTime() - start) * 1e-9);
        senders.stop();
        System.out.printf(
                Locale.ROOT,
                "%noverload, %s, %.0f rows/s offered, %.0f s: %.0f rows/s (%.2f of saturation),"
                        + " requests refused: %s (%d without Retry-After), %d cut,"
                        + " RSS %.0f to %.0f MiB, heap at most %.0f MiB, processes alive: %s%n",
                Shape.FLOOD.words(),
                SHARE_OF_CAPACITY * capacity,
                seconds,
                rate,
                rate / capacity,
                senders.refused(),
                senders.impolite(),
                senders.cut(),
                resident.stream().mapToDouble(d -> d).min().orElse(0),
                resident.stream().mapToDouble(d -> d).max().orElse(0),
                heapMax,
                installation.collector().isAlive() ? "yes" : "NO");
    }

    private double heap() {
        return installation.collector().metric("jvm_memory_used_bytes", "area=\"heap\"") / MEBIBYTE;
    }
}
