// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.model;

import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Removes a replayed or demo model and all that belongs to it, in one transaction. */
final class ModelReset {

    private ModelReset() {}

    /** Rows that went, by table; none where there is no such model. */
    static Map<String, Long> reset(Handle handle, String name) {
        RegisteredModel model =
                handle.createQuery(
                                """
                                select %s from model where name = :name for update
                                """
                                        .formatted(ModelRows.MODEL_COLUMNS))
                        .bind("name", name)
                        .map(ModelRows::model)
                        .findOne()
                        .orElse(null);
        if (model == null) {
            return Map.of();
        }
        if (model.origin() == RegisteredModel.Origin.LIVE) {
            throw new IllegalArgumentException(
                    "model " + name + " is live; only replayed and demo models are reset");
        }
        return ModelTables.clear(handle, model.modelId());
    }
}
