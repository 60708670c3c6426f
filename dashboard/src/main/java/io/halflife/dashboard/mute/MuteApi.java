// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.mute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.server.Exchange;
import io.halflife.monitor.model.Feature;
import io.halflife.storage.Storage;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.period.Mute;
import io.halflife.storage.period.MuteDraft;
import io.halflife.storage.period.MuteFilter;
import io.halflife.storage.period.Mutes;
import java.util.List;
import java.util.stream.Collectors;

/** Periods of one model. Blocking. */
final class MuteApi {

    private final Storage storage;
    private final Mutes mutes;

    MuteApi(Storage storage) {
        this.storage = storage;
        this.mutes = storage.mutes();
    }

    /**
     * Sets a period; the same again is answered with the one that stands.
     *
     * @throws ProblemException 404, 422, or 409 where the same period stands for another reason
     */
    Mutes.Setting create(String modelName, ObjectNode body, String writer) {
        RegisteredModel model = model(modelName);
        MuteDraft draft = MuteBody.create(body, known(model));
        Mutes.Setting setting = mutes.create(model, draft, writer);
        if (setting.mute() == null) {
            throw conflict(
                    "too_many_mutes",
                    "a model has at most " + Mutes.ACTIVE_MAX + " periods; delete old ones");
        }
        if (!setting.created() && !setting.mute().draft().equals(draft)) {
            throw conflict(
                    "mute_exists",
                    "period "
                            + setting.mute().id()
                            + " is the same, for another reason; change that one");
        }
        return setting;
    }

    Mute require(String modelName, String id) {
        return mutes.find(model(modelName).modelId(), number(id)).orElseThrow(MuteApi::unknown);
    }

    Mute change(String modelName, String id, ObjectNode body, String writer) {
        RegisteredModel model = model(modelName);
        Mute standing = mutes.find(model.modelId(), number(id)).orElseThrow(MuteApi::unknown);
        if (standing.deleted()) {
            throw deleted();
        }
        MuteDraft draft = MuteBody.change(body, standing.draft(), known(model));
        return mutes.change(model, standing.id(), draft, writer).orElseThrow(MuteApi::deleted);
    }

    void delete(String modelName, String id, String writer) {
        if (!mutes.delete(model(modelName), number(id), writer)) {
            throw unknown();
        }
    }

    List<Mute> list(
            String modelName,
            MuteFilter filter,
            boolean newestFirst,
            Mutes.Place after,
            int limit) {
        return mutes.list(model(modelName).modelId(), filter, newestFirst, after, limit);
    }

    private RegisteredModel model(String name) {
        return storage.models()
                .find(name)
                .orElseThrow(() -> new ProblemException(Exchange.unknownModel()));
    }

    private MuteBody.Known known(RegisteredModel model) {
        List<RegisteredVersion> versions = storage.models().versions(model.modelId());
        return new MuteBody.Known(
                versions.stream()
                        .flatMap(version -> version.definition().signature().inputs().stream())
                        .map(Feature::name)
                        .collect(Collectors.toSet()),
                versions.stream()
                        .flatMap(v -> storage.models().environments(v.versionId()).stream())
                        .collect(Collectors.toSet()));
    }

    private static long number(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            throw unknown();
        }
    }

    private static ProblemException unknown() {
        return new ProblemException(
                Problem.of(404, "unknown_mute", "the model has no such period"));
    }

    private static ProblemException deleted() {
        return conflict("mute_deleted", "the period was deleted; set another");
    }

    private static ProblemException conflict(String code, String detail) {
        return new ProblemException(Problem.of(409, code, detail));
    }
}
