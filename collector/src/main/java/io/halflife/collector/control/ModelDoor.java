// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.collector.directory.VersionDirectory;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Exchange;
import io.halflife.storage.json.Json;
import io.halflife.storage.model.ModelStore;
import io.halflife.storage.model.RegisteredModel;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** {@code POST /v1/models}. */
final class ModelDoor {

    private static final int TAGS_MAX = 32;

    private final ModelStore store;
    private final VersionDirectory directory;
    private final boolean development;

    ModelDoor(ControlParts parts) {
        this.store = parts.storage().models();
        this.directory = parts.directory();
        this.development = parts.development();
    }

    Answer create(Exchange exchange, ObjectNode body) {
        Checked checked = new Checked(body);
        String name = checked.requiredLabel("name");
        RegisteredModel.Origin origin =
                checked.fields()
                        .choice("origin", RegisteredModel.Origin.values(), ModelDoor::jsonName)
                        .orElse(RegisteredModel.Origin.LIVE);
        if (origin != RegisteredModel.Origin.LIVE && !development) {
            checked.fields().refuse("origin", "invalid_enum", "only live outside development");
        }
        ObjectNode tags = tags(checked);
        checked.done();
        exchange.requireSight(name);
        RegisteredModel model =
                store.create(name, origin, tags.toString())
                        .orElseThrow(
                                () ->
                                        Lookups.conflict(
                                                "model_exists", "a model of this name exists"));
        directory.forget();
        return Answer.json(201, json(model)).with("Location", "/v1/models/" + segment(name));
    }

    private static ObjectNode tags(Checked checked) {
        ObjectNode tags = checked.kept("tags", Json.object());
        if (tags.size() > TAGS_MAX) {
            checked.fields().refuse("tags", "too_many_tags", "at most " + TAGS_MAX + " tags");
        }
        for (Map.Entry<String, JsonNode> tag : tags.properties()) {
            if (!tag.getValue().isTextual()) {
                checked.fields().refuse("tags", "type_mismatch", "every tag must be a string");
            }
        }
        return tags;
    }

    private static ObjectNode json(RegisteredModel model) {
        ObjectNode json = Json.object();
        json.put("name", model.name());
        json.put("origin", jsonName(model.origin()));
        json.set("tags", Json.read(model.tagsJson()));
        json.set("created_at", Json.time(model.createdAt()));
        return json;
    }

    private static String jsonName(RegisteredModel.Origin origin) {
        return origin.name().toLowerCase(Locale.ROOT);
    }

    /** A name as one segment of a path. */
    static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
