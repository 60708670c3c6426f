// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.model;

import org.jdbi.v3.core.Handle;

/** Changes of models and versions, each one statement. */
final class Changes {

    private Changes() {}

    static RegisteredModel model(Handle handle, int modelId, ModelChange change) {
        return handle.createQuery(
                        """
                        update model set
                          tags = coalesce(cast(:tags as jsonb), tags),
                          description = coalesce(:description, description),
                          strict = coalesce(:strict, strict),
                          state = 'CONFIGURED'
                         where id = :id
                        returning\s"""
                                + ModelRows.MODEL_COLUMNS)
                .bind("id", modelId)
                .bind("tags", change.tagsJson().orElse(null))
                .bind("description", change.description().orElse(null))
                .bind("strict", change.strict().orElse(null))
                .map(ModelRows::model)
                .one();
    }

    /** False, and nothing changed, where the version has another digest already. */
    static boolean version(Handle handle, int versionId, VersionChange change) {
        boolean trains = change.training().isPresent();
        return handle.createUpdate(
                                """
                                update model_version set
                                  retired_at = case cast(:retired as boolean)
                                                 when true then coalesce(retired_at, now())
                                                 when false then null
                                                 else retired_at end,
                                  decision_threshold = coalesce(:threshold, decision_threshold),
                                  training_start =
                                    case when :trains then :start else training_start end,
                                  training_end = case when :trains then :end else training_end end,
                                  artifact_digest = coalesce(:digest, artifact_digest)
                                 where id = :id
                                   and (cast(:digest as text) is null
                                        or artifact_digest in ('', :digest))
                                """)
                        .bind("id", versionId)
                        .bind("retired", change.retired().orElse(null))
                        .bind(
                                "threshold",
                                change.decisionThreshold().isPresent()
                                        ? change.decisionThreshold().getAsDouble()
                                        : null)
                        .bind("trains", trains)
                        .bind("start", trains ? change.training().get().start() : null)
                        .bind("end", trains ? change.training().get().end() : null)
                        .bind("digest", change.artifactDigest().orElse(null))
                        .execute()
                == 1;
    }
}
