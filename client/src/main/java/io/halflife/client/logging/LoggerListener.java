// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.logging;

/**
 * Is told when the counts have changed, at most about once per second. Runs on the logger's own
 * thread: what it does delays sending, what it throws is noted and dropped.
 */
@FunctionalInterface
public interface LoggerListener {

    void changed(LoggerCounts counts);
}
