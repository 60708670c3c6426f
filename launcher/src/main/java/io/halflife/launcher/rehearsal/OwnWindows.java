// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.rehearsal;

import io.halflife.monitor.profile.FeatureProfile;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A reference cut into windows, column by column. */
interface OwnWindows {

    /** How many; too few are refused by the caller. */
    int count();

    /** Rows of the reference that lie in them. */
    long rows();

    /** How it was cut, in words. */
    String words();

    /** Days that the windows take together; empty for windows without a length. */
    Optional<Double> days();

    /** Gives each column's profiles, one for each window, oldest first; one column at a time. */
    void forEachColumn(Consumer<List<FeatureProfile>> take);
}
