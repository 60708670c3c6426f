// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.versions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.server.Exchange;
import io.halflife.statistics.cost.StoragePlan;
import io.halflife.statistics.cost.StoredVersion;
import io.halflife.storage.Storage;
import io.halflife.storage.json.Json;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.size.StoredPart;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the versions of a model take and which of them a plan keeps at hand, as JSON. Blocking. */
public final class StorageReads {

    private final Storage storage;
    private final KeptVersions kept;

    public StorageReads(Storage storage, Clock clock) {
        this.storage = storage;
        this.kept = new KeptVersions(storage, clock);
    }

    /**
     * Newest first, at most {@link KeptVersions#VERSIONS_MAX}.
     *
     * @throws ProblemException 404 for a model that does not exist
     */
    public ObjectNode read(String modelName, StorageQuestion question) {
        RegisteredModel model =
                storage.models()
                        .find(modelName)
                        .or(() -> storage.models().findArchived(modelName))
                        .orElseThrow(() -> new ProblemException(Exchange.unknownModel()));
        List<KeptVersion> versions =
                kept.of(model, KeptVersions.planned(storage.models().versions(model.modelId())));
        StoragePlan plan = KeptVersions.plan(versions, question.keep());
        Set<String> leaving =
                plan.archived().stream().map(StoredVersion::version).collect(Collectors.toSet());
        ObjectNode json = Json.object();
        ArrayNode items = json.putArray("items");
        for (int i = versions.size() - 1; i >= 0; i--) {
            items.add(item(versions.get(i), leaving));
        }
        json.putNull("next_cursor");
        json.set("plan", plan(plan, question));
        return json;
    }

    private static ObjectNode item(KeptVersion version, Set<String> leaving) {
        ObjectNode json = Json.object();
        json.put("version", version.name());
        json.set("created_at", Json.time(version.version().createdAt()));
        version.environments().forEach(json.putArray("in_place")::add);
        json.put("plan", leaving.contains(version.name()) ? "archive" : "keep");
        StoredVersion stored = version.stored();
        json.put("bytes", stored.bytes());
        json.put("metadata_bytes", stored.metadataBytes());
        if (version.artifactBytes().isPresent()) {
            json.put("artifact_bytes", version.artifactBytes().getAsLong());
        } else {
            json.putNull("artifact_bytes");
        }
        for (StoredPart.Kind kind : StoredPart.Kind.values()) {
            StoredPart part =
                    version.size()
                            .part(kind)
                            .orElseGet(() -> new StoredPart(kind, 0, 0, StoredPart.Known.COUNTED));
            json.putObject(kind.jsonName())
                    .put("rows", part.rows())
                    .put("bytes", part.bytes())
                    .put("known", part.known().jsonName());
        }
        return json;
    }

    private static ObjectNode plan(StoragePlan plan, StorageQuestion question) {
        ObjectNode json = Json.object();
        json.put("keep", question.keep());
        json.put("total_bytes", plan.totalBytes());
        json.put("hot_bytes", plan.hotBytes());
        json.put("archived_bytes", plan.archivedBytes());
        json.set(
                "monthly_cost",
                Json.number(question.price().map(plan::monthlyCost).orElse(Double.NaN)));
        return json;
    }
}
