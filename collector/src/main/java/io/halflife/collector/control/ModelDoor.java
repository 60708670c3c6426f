// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.collector.directory.VersionDirectory;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Exchange;
import io.halflife.storage.json.Json;
import io.halflife.storage.json.JsonFields;
import io.halflife.storage.lifecycle.Act;
import io.halflife.storage.lifecycle.ModelLifecycle;
import io.halflife.storage.model.ModelChange;
import io.halflife.storage.model.ModelStore;
import io.halflife.storage.model.RegisteredModel;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST /v1/models}, {@code PATCH} and {@code DELETE /v1/models/{model}}. Deleting archives:
 * the data stay for as long as data stay, the name stays taken, nothing more comes in, and a PATCH
 * with {@code "archived":false} brings the model back.
 */
final class ModelDoor {

    private static final int TAGS_MAX = 32;

    private final ModelStore store;
    private final ModelLifecycle lifecycle;
    private final VersionDirectory directory;
    private final boolean development;

    ModelDoor(ControlParts parts) {
        this.store = parts.storage().models();
        this.lifecycle = new ModelLifecycle(parts.storage().jdbi());
        this.directory = parts.directory();
        this.development = parts.development();
    }

    Answer create(Exchange exchange, ObjectNode body) {
        Checked checked = new Checked(body);
        String name = checked.requiredPathLabel("name");
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
                store.create(name, origin, tags.toString()).orElseThrow(() -> taken(name));
        directory.forget();
        return Answer.json(201, json(model)).with("Location", "/v1/models/" + segment(name));
    }

    private ProblemException taken(String name) {
        return Lookups.conflict(
                "model_exists",
                store.findArchived(name).isPresent()
                        ? "an archived model has this name; PATCH it with \"archived\":false"
                        : "a model of this name exists");
    }

    /** What is not sent stays as it is. */
    Answer change(Exchange exchange, ObjectNode body) {
        Checked checked = new Checked(body);
        JsonFields fields = checked.fields();
        Optional<String> tags =
                fields.field("tags").isPresent()
                        ? Optional.of(tags(checked).toString())
                        : Optional.empty();
        Optional<String> description = fields.text("description");
        Optional<Boolean> strict = fields.flag("strict");
        Optional<Boolean> archived = fields.flag("archived");
        checked.done();
        if (archived.orElse(false)) {
            fields.refuse("archived", "invalid_enum", "only false; DELETE archives a model");
            checked.requireValid();
        }
        if (archived.isPresent()) {
            lifecycle.restore(exchange.path("model"), act(exchange));
        }
        RegisteredModel changed =
                store.change(
                        Lookups.model(store, exchange).modelId(),
                        new ModelChange(tags, description, strict));
        directory.forget();
        return Answer.json(200, json(changed));
    }

    private static Act act(Exchange exchange) {
        return new Act(exchange.principal().name(), "", "collector");
    }

    /** A model with data must be named twice, so that a slip costs nothing. */
    Answer archive(Exchange exchange) {
        String name = exchange.path("model");
        Optional<RegisteredModel> found = store.find(name);
        if (found.isEmpty() && store.findArchived(name).isPresent()) {
            return Answer.of(204, Answer.JSON, new byte[0]);
        }
        RegisteredModel model =
                found.orElseThrow(() -> new ProblemException(Exchange.unknownModel()));
        boolean hasData =
                store.versions(model.modelId()).stream()
                        .anyMatch(version -> store.hasData(version.versionId()));
        if (hasData && !name.equals(exchange.query("confirm"))) {
            throw Lookups.conflict(
                    "model_has_data", "the model has data; repeat its name as ?confirm=");
        }
        lifecycle.archive(name, act(exchange));
        directory.forget();
        return Answer.of(204, Answer.JSON, new byte[0]);
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
        json.put("description", model.description());
        json.put("strict", model.strict());
        json.put("state", model.state().name());
        json.put("archived", model.archivedAt() != null);
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
