// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.api;

import static io.halflife.storage.json.Json.number;
import static io.halflife.storage.json.Json.object;
import static io.halflife.storage.json.Json.time;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.monitor.retraining.RetrainingRequest;
import io.halflife.storage.results.StoredRequest;
import java.util.TreeMap;

/** One object of {@code requests[]}: a call to retrain and where it stands. */
public final class RequestJson {

    private RequestJson() {}

    /**
     * Writes it.
     *
     * @param delivered whether its call reached an endpoint; null where there was none to reach
     */
    public static ObjectNode request(StoredRequest stored, Boolean delivered) {
        ObjectNode json = object();
        RetrainingRequest request = stored.request();
        json.put("id", request.id());
        json.put("model", request.version().model());
        json.put("version", request.version().version());
        json.put("environment", request.environment());
        json.set("as_of", time(request.asOf()));
        json.put("reason", request.reason().jsonName());
        json.put("state", stored.state());
        json.put("delivered", delivered);
        json.put("summary", request.summary());
        ObjectNode evidence = json.putObject("evidence");
        new TreeMap<>(request.evidence()).forEach((name, v) -> evidence.set(name, number(v)));
        json.set("created_at", time(stored.createdAt()));
        json.set("expires_at", time(stored.expiresAt()));
        return json;
    }
}
