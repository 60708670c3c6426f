// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.model;

import io.halflife.monitor.retraining.DeploymentEvent;
import io.halflife.storage.retraining.OpenRequests;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The deployments of a model. */
final class Deployments {

    private Deployments() {}

    static void record(Handle handle, int modelId, int versionId, Deployment deployment) {
        handle.createUpdate(
                        """
                        insert into deployment (model_id, version_id, environment, action, alias,
                            stage, traffic_ratio, occurred_at, actor)
                        values (:modelId, :versionId, :environment, :action, :alias,
                            :stage, :trafficRatio, :occurredAt, :actor)
                        """)
                .bind("modelId", modelId)
                .bind("versionId", versionId)
                .bind("environment", deployment.environment())
                .bind("action", deployment.action())
                .bind("alias", deployment.alias())
                .bind("stage", deployment.stage())
                .bind("trafficRatio", deployment.trafficRatio())
                .bind("occurredAt", deployment.occurredAt())
                .bind("actor", deployment.actor())
                .execute();
        OpenRequests.of(handle, modelId, deployment.environment())
                .answeredBy(event(handle, versionId, deployment));
    }

    /** With the digest that the version was registered with, whatever the caller believes. */
    private static DeploymentEvent event(Handle handle, int versionId, Deployment deployment) {
        return handle.createQuery(
                        "select version, artifact_digest from model_version where id = :id")
                .bind("id", versionId)
                .map(
                        row ->
                                new DeploymentEvent(
                                        row.getColumn("version", String.class),
                                        row.getColumn("artifact_digest", String.class),
                                        deployment.action(),
                                        deployment.occurredAt()))
                .one();
    }

    /** Of one environment; null: of all. */
    static List<Deployment> list(Handle handle, int modelId, String environment) {
        return handle.createQuery(
                        """
                        select v.version, v.artifact_digest, d.environment, d.action, d.alias, d.stage,
                               d.traffic_ratio, d.occurred_at, d.actor
                          from deployment d join model_version v on v.id = d.version_id
                         where d.model_id = :modelId
                           and d.environment = coalesce(:environment, d.environment)
                         order by d.occurred_at, d.id
                        """)
                .bind("modelId", modelId)
                .bind("environment", environment)
                .map(ModelRows::deployment)
                .list();
    }
}
