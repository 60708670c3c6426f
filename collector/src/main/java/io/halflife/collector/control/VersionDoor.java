// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.collector.directory.VersionDirectory;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Exchange;
import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.Signature;
import io.halflife.monitor.model.VersionDefinition;
import io.halflife.storage.json.Json;
import io.halflife.storage.json.SignatureJson;
import io.halflife.storage.model.ModelStore;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.model.VersionChange;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /v1/models/{model}/versions} and {@code PATCH} of one. A signature never changes:
 * stored rows rest on it.
 */
final class VersionDoor {

    private final ModelStore store;
    private final VersionDirectory directory;

    VersionDoor(ControlParts parts) {
        this.store = parts.storage().models();
        this.directory = parts.directory();
    }

    /** 201 for a new version, 200 for one that is there already and is the same. */
    Answer register(Exchange exchange, ObjectNode body) {
        VersionDefinition definition = VersionBody.read(exchange.path("model"), body);
        RegisteredModel model = Lookups.model(store, exchange);
        Optional<RegisteredVersion> made = store.register(model.modelId(), definition);
        Lookups.configured(store, model);
        directory.forget();
        RegisteredVersion version = made.orElseGet(() -> same(model, definition));
        String location =
                "/v1/models/"
                        + ModelDoor.segment(model.name())
                        + "/versions/"
                        + ModelDoor.segment(definition.id().version());
        return Answer.json(made.isPresent() ? 201 : 200, json(version)).with("Location", location);
    }

    private RegisteredVersion same(RegisteredModel model, VersionDefinition definition) {
        RegisteredVersion there = Lookups.version(store, model, definition.id().version());
        if (isSame(there.definition(), definition)) {
            return there;
        }
        boolean signatureDiffers = !there.definition().signature().equals(definition.signature());
        if (signatureDiffers && store.hasData(there.versionId())) {
            throw Lookups.conflict(
                    "signature_immutable",
                    "the version has data, so its signature cannot change; register another"
                            + " version");
        }
        throw Lookups.conflict("version_exists", "the version exists with another definition");
    }

    /** What is not sent stays as it is. */
    Answer change(Exchange exchange, ObjectNode body) {
        Checked checked = new Checked(body);
        VersionChange change = VersionBody.readChange(checked);
        RegisteredModel model = Lookups.model(store, exchange);
        RegisteredVersion version = Lookups.version(store, model, exchange.path("version"));
        requireSameSignature(version, checked);
        RegisteredVersion changed =
                store.change(version.versionId(), change)
                        .orElseThrow(
                                () ->
                                        Lookups.conflict(
                                                "artifact_digest_immutable",
                                                "the version has another artifact digest;"
                                                        + " register another version"));
        Lookups.configured(store, model);
        directory.forget();
        return Answer.json(200, json(changed));
    }

    private static void requireSameSignature(RegisteredVersion version, Checked checked) {
        Optional<Signature> sent = VersionBody.signature(checked);
        checked.done();
        List<Feature> inputs = version.definition().signature().inputs();
        if (sent.isPresent() && !sent.get().inputs().equals(inputs)) {
            throw Lookups.conflict(
                    "signature_immutable",
                    "the signature of a version never changes; register another version");
        }
    }

    /** The source is compared as JSON: its text comes back from the database in another form. */
    private static boolean isSame(VersionDefinition a, VersionDefinition b) {
        return a.signature().equals(b.signature())
                && a.output().equals(b.output())
                && a.artifactDigest().equals(b.artifactDigest())
                && a.training().equals(b.training())
                && Json.read(a.sourceJson()).equals(Json.read(b.sourceJson()));
    }

    private static ObjectNode json(RegisteredVersion version) {
        VersionDefinition definition = version.definition();
        ObjectNode json = Json.object();
        json.put("model", definition.id().model());
        json.put("version", definition.id().version());
        json.put("task", definition.output().task().jsonName());
        json.put("positive_label", emptyAsNull(definition.output().positiveLabel()));
        ArrayNode classes = json.putArray("classes");
        definition.output().classes().forEach(classes::add);
        json.put("decision_threshold", definition.output().decisionThreshold());
        json.put("artifact_digest", emptyAsNull(definition.artifactDigest()));
        json.putObject("training_data")
                .<ObjectNode>set("start", Json.time(definition.training().start()))
                .set("end", Json.time(definition.training().end()));
        json.set("source", Json.read(definition.sourceJson()));
        json.set("signature", SignatureJson.write(definition.signature()));
        json.put("retired", version.retiredAt() != null);
        json.set("created_at", Json.time(version.createdAt()));
        return json;
    }

    private static String emptyAsNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
