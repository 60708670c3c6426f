// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.http.server.Answer;
import io.halflife.http.server.Exchange;
import io.halflife.storage.json.Json;
import io.halflife.storage.json.JsonFields;
import io.halflife.storage.model.Deployment;
import io.halflife.storage.model.ModelStore;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.model.RegisteredVersion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalDouble;

/** {@code POST /v1/models/{model}/deployments}. */
final class DeploymentDoor {

    private static final Duration AHEAD_MAX = Duration.ofMinutes(5);
    private static final Instant OLDEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final String[] ACTIONS = {
        "deployed", "promoted", "traffic_shifted", "rolled_back", "retired"
    };

    private final ModelStore store;
    private final Clock clock;

    DeploymentDoor(ControlParts parts) {
        this.store = parts.storage().models();
        this.clock = parts.clock();
    }

    Answer record(Exchange exchange, ObjectNode body) {
        Checked checked = new Checked(body);
        JsonFields fields = checked.fields();
        String versionName = checked.requiredName("version");
        String environment = checked.name("environment").orElse("production");
        String action = fields.choice("action", ACTIONS, a -> a).orElse(ACTIONS[0]);
        String alias = checked.name("alias").orElse(null);
        String stage = checked.name("stage").orElse(null);
        Double traffic = traffic(fields);
        Instant occurredAt = occurredAt(fields);
        String actor = checked.name("actor").orElse(exchange.principal().name());
        checked.done();
        RegisteredModel model = Lookups.model(store, exchange);
        RegisteredVersion version = Lookups.version(store, model, versionName);
        Deployment deployment =
                new Deployment(
                        versionName,
                        version.definition().artifactDigest(),
                        environment,
                        action,
                        alias,
                        stage,
                        traffic,
                        occurredAt,
                        actor);
        store.record(model.modelId(), version.versionId(), deployment);
        return Answer.json(201, json(model.name(), deployment));
    }

    private static Double traffic(JsonFields fields) {
        OptionalDouble ratio =
                fields.number("traffic_ratio", x -> x >= 0 && x <= 1, "must be in [0, 1]");
        return ratio.isPresent() ? ratio.getAsDouble() : null;
    }

    private Instant occurredAt(JsonFields fields) {
        Instant now = clock.instant();
        Instant at = Checked.instant(fields, "occurred_at").orElse(now);
        if (at.isBefore(OLDEST) || at.isAfter(now.plus(AHEAD_MAX))) {
            fields.refuse(
                    "occurred_at",
                    "timestamp_out_of_range",
                    "must be between 1900 and five minutes from now");
        }
        return at.truncatedTo(ChronoUnit.MICROS);
    }

    private static ObjectNode json(String model, Deployment deployment) {
        ObjectNode json = Json.object();
        json.put("model", model);
        json.put("version", deployment.version());
        json.put("environment", deployment.environment());
        json.put("action", deployment.action());
        json.put("alias", deployment.alias());
        json.put("stage", deployment.stage());
        json.put("traffic_ratio", deployment.trafficRatio());
        json.set("occurred_at", Json.time(deployment.occurredAt()));
        json.put("actor", deployment.actor());
        return json;
    }
}
