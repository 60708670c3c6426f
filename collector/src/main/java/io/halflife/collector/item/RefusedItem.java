// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import io.halflife.monitor.model.Violation;
import java.util.List;
import java.util.Objects;

/**
 * An item that is not stored, and every reason that was found.
 *
 * @param index position in the request
 * @param predictionId null when it is not known
 * @param model null when it is not known
 * @param findings at least one
 */
public record RefusedItem(int index, String predictionId, String model, List<Violation> findings) {

    public RefusedItem {
        findings = List.copyOf(findings);
        if (findings.isEmpty()) {
            throw new IllegalArgumentException("refused for no reason");
        }
        Objects.checkIndex(index, Integer.MAX_VALUE);
    }
}
