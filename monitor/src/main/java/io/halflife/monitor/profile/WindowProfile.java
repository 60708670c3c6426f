// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.profile;

import io.halflife.monitor.window.Window;
import java.util.Objects;

/**
 * A column of a window as it is kept: one row of {@code feature_profile}.
 *
 * @param summary exact, taken before the profile was compacted
 * @param profile compacted; merges into longer windows
 */
public record WindowProfile(
        Window window, String label, ProfileSummary summary, FeatureProfile profile) {

    public WindowProfile {
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(profile, "profile");
    }
}
