// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.collector.item.ItemLimits;
import io.halflife.http.body.BodyLimits;
import io.halflife.http.server.Answer;
import io.halflife.storage.json.Json;

/** {@code GET /v1/limits}: every limit of this server, for anybody who asks. */
final class LimitsDoor {

    private final BodyLimits limits;
    private final int itemsMax;

    LimitsDoor(ControlParts parts) {
        this.limits = parts.limits();
        this.itemsMax = parts.itemsMax();
    }

    Answer show() {
        ObjectNode json = Json.object();
        json.put("body_bytes", limits.wireBytes());
        json.put("inflated_bytes", limits.inflatedBytes());
        json.put("inflate_ratio", limits.ratio());
        json.put("items_per_request", itemsMax);
        json.put("item_bytes", ItemLimits.ITEM_BYTES_MAX);
        json.put("features_per_item", ItemLimits.FEATURES_MAX);
        json.put("string_bytes", ItemLimits.STRING_BYTES_MAX);
        json.put("name_bytes", ItemLimits.NAME_BYTES_MAX);
        json.put("nesting_depth", ItemLimits.DEPTH_MAX);
        json.put("tags_per_item", ItemLimits.TAGS_MAX);
        json.put("prediction_id_characters", ItemLimits.ID_CHARACTERS_MAX);
        return Answer.json(200, json);
    }
}
