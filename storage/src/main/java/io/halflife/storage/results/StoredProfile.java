// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.results;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.profile.ProfileSummary;
import io.halflife.monitor.window.Window;
import java.util.Objects;

/** A column of a window in figures, without the distribution itself. */
public record StoredProfile(
        Window window, String label, Column column, FeatureKind kind, ProfileSummary summary) {

    public StoredProfile {
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(summary, "summary");
    }
}
