// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.outline;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.outline.Outline;
import io.halflife.monitor.profile.ProfileSummary;
import java.util.Objects;

/**
 * What is drawn of one column.
 *
 * @param summary exact
 */
public record StoredOutline(Outline outline, ProfileSummary summary) {

    public StoredOutline {
        Objects.requireNonNull(outline, "outline");
        Objects.requireNonNull(summary, "summary");
    }

    public Column column() {
        return outline.profile().column();
    }
}
