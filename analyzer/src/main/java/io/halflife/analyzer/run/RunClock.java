// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import java.time.Instant;
import java.util.Objects;

/**
 * The times of a run, the same for all versions in it.
 *
 * @param asOf what is judged is what was known then
 * @param startedAt by the database's clock
 * @param settled every row received before is visible to whatever is read from now on
 */
record RunClock(Instant asOf, Instant startedAt, Instant settled) {

    RunClock {
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(settled, "settled");
    }
}
