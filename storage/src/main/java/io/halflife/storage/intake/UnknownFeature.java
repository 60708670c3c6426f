// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.intake;

import java.time.LocalDate;
import java.util.Objects;

/**
 * Where stored predictions carried a feature that the version's signature does not know.
 *
 * @param day of the event time, in UTC
 * @param name the empty string stands for all names beyond those that are kept
 */
public record UnknownFeature(int versionId, String environment, LocalDate day, String name)
        implements Comparable<UnknownFeature> {

    public UnknownFeature {
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(day, "day");
        Objects.requireNonNull(name, "name");
    }

    /** The order in which counts are written: the same in every process. */
    @Override
    public int compareTo(UnknownFeature other) {
        int order = Integer.compare(versionId, other.versionId);
        order = order == 0 ? environment.compareTo(other.environment) : order;
        order = order == 0 ? day.compareTo(other.day) : order;
        return order == 0 ? name.compareTo(other.name) : order;
    }
}
