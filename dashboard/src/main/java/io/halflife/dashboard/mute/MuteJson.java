// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.mute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.storage.json.Json;
import io.halflife.storage.period.Mute;
import io.halflife.storage.period.MuteDraft;

/** A period in JSON, as it stands or as it was removed. */
final class MuteJson {

    private MuteJson() {}

    static ObjectNode mute(Mute mute) {
        MuteDraft draft = mute.draft();
        ObjectNode json = Json.object();
        json.put("id", Long.toString(mute.id()));
        json.put("effect", draft.effect().jsonName());
        json.set("from", Json.time(draft.stretch().start()));
        json.set("to", Json.time(draft.stretch().end()));
        json.put("environment", draft.environment().isEmpty() ? null : draft.environment());
        if (draft.features().isEmpty()) {
            json.put("features", MuteBody.ALL);
        } else {
            draft.features().forEach(json.putArray("features")::add);
        }
        json.put("reason", draft.reason());
        json.put("state", mute.deleted() ? "DELETED" : "ACTIVE");
        json.put("revision", mute.revision());
        json.put("created_by", mute.createdBy());
        json.set("created_at", Json.time(mute.createdAt()));
        json.put("updated_by", mute.writtenBy());
        json.set("updated_at", Json.time(mute.writtenAt()));
        return json;
    }
}
