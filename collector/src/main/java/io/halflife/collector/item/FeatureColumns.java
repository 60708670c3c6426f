// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import io.halflife.collector.directory.FeatureSlot;
import io.halflife.collector.directory.KnownVersion;
import java.util.ArrayList;
import java.util.List;

/** Which feature each place of a row holds. Made once per request. */
final class FeatureColumns {

    private final List<String> names;
    private final List<FeatureSlot> slots = new ArrayList<>();

    /**
     * The columns of a body.
     *
     * @param names each named once; null for the inputs of the signature in their order
     */
    FeatureColumns(List<String> names, KnownVersion version) {
        this.names =
                names == null
                        ? version.slots().stream().map(slot -> slot.feature().name()).toList()
                        : List.copyOf(names);
        this.names.forEach(name -> slots.add(version.slot(name)));
    }

    int size() {
        return names.size();
    }

    String name(int column) {
        return names.get(column);
    }

    /** Null where the signature does not know the column. */
    FeatureSlot slot(int column) {
        return slots.get(column);
    }

    /** The place of a feature; -1 where the body has no column of it. */
    int indexOf(String name) {
        return names.indexOf(name);
    }
}
