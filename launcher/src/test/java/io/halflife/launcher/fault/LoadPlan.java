// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.fault;

/**
 * What is sent.
 *
 * @param port of the collector, or of a proxy before it
 * @param itemsPerSecond over all connections; less where answers take longer
 * @param seed of every random choice
 */
record LoadPlan(int port, int connections, int batchItems, int itemsPerSecond, long seed) {

    /** Two thousand items a second in requests of fifty. */
    static LoadPlan usual(int port, long seed) {
        return new LoadPlan(port, 8, 50, 2000, seed);
    }
}
