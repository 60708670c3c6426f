// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.collector.directory.AutoRegister;
import io.halflife.collector.item.ItemLimits;
import io.halflife.collector.item.RefusalQuota;
import io.halflife.http.body.Body;
import io.halflife.http.body.BodyLimits;
import io.halflife.http.server.Answer;
import io.halflife.storage.intake.SchemaDrift;
import io.halflife.storage.json.Json;

/** {@code GET /v1/limits}: every limit of this server, for anybody who asks. */
final class LimitsDoor {

    private final BodyLimits limits;
    private final int itemsMax;
    private final long retentionDays;

    LimitsDoor(ControlParts parts) {
        this.limits = parts.limits();
        this.itemsMax = parts.itemsMax();
        this.retentionDays = parts.retention().toDays();
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
        json.put("tag_name_bytes", ItemLimits.NAME_BYTES_MAX);
        json.put("findings_per_item", ItemLimits.FINDINGS_MAX);
        json.put("number_characters", ItemLimits.NUMBER_CHARACTERS_MAX);
        json.put("unknown_features_kept_per_model", SchemaDrift.NAMES_MAX);
        json.put("quarantined_items_per_hour_and_model", RefusalQuota.PER_HOUR);
        json.put("excerpt_bytes", ItemLimits.EXCERPT_BYTES_MAX);
        json.put("auto_registered_models_per_hour", AutoRegister.MODELS_PER_HOUR);
        json.put("auto_registered_versions_per_hour", AutoRegister.VERSIONS_PER_HOUR);
        json.put("histogram_buckets", ItemLimits.BUCKETS_MAX);
        json.put("quantiles_per_summary", ItemLimits.QUANTILES_MAX);
        json.put("summary_seconds", ItemLimits.SUMMARY_SECONDS_MAX);
        json.put("body_seconds", limits.deadline().toSeconds());
        json.put("zstd_window_bytes", BodyLimits.ZSTD_WINDOW_BYTES_MAX);
        json.put("event_seconds_ahead", ItemLimits.AHEAD_SECONDS_MAX);
        json.put("label_days", ItemLimits.LABEL_DAYS_MAX);
        json.put("retention_days", retentionDays);
        json.put("label_name_pattern", AutoRegister.NAME_PATTERN);
        ArrayNode encodings = json.putArray("encodings");
        Body.ENCODINGS.forEach(encodings::add);
        return Answer.json(200, json);
    }
}
