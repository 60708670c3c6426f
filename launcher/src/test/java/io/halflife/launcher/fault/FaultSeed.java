// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.fault;

/** Where the random choices of a run come from: {@code -Dfault.seed}, else the clock. Printed. */
final class FaultSeed {

    private FaultSeed() {}

    static long get() {
        long seed = Long.getLong("fault.seed", System.nanoTime() & 0xFFFFFFFFL);
        System.out.println("fault.seed=" + seed);
        return seed;
    }
}
