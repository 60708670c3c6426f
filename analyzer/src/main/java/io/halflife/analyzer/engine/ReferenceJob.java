// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.monitor.model.VersionDefinition;
import io.halflife.storage.analysis.RowQuery;
import java.util.List;
import java.util.Objects;

/**
 * A reference to be profiled from its rows.
 *
 * @param parts which hold every row once
 */
public record ReferenceJob(
        long referenceId, VersionDefinition version, List<? extends RowQuery> parts) {

    public ReferenceJob {
        Objects.requireNonNull(version, "version");
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("reference " + referenceId + " has no parts");
        }
    }
}
