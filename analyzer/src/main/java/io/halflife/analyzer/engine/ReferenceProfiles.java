// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.profile.FeatureProfile;
import java.io.Serializable;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;

/** The profiles of a reference, by column. Immutable. */
public final class ReferenceProfiles implements Serializable {

    /** A version without a reference: nothing can be compared. */
    public static final ReferenceProfiles NONE = new ReferenceProfiles(java.util.List.of());

    private static final long serialVersionUID = 1;

    private final TreeMap<Column, FeatureProfile> byColumn = new TreeMap<>();

    public ReferenceProfiles(Collection<FeatureProfile> profiles) {
        profiles.forEach(profile -> byColumn.put(profile.column(), profile));
    }

    Optional<FeatureProfile> of(Column column) {
        return Optional.ofNullable(byColumn.get(column));
    }
}
