// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.control;

import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import io.halflife.http.server.Exchange;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.storage.model.ModelChange;
import io.halflife.storage.model.ModelStore;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.model.RegisteredVersion;

/** Finds what a path names, or answers 404. Blocking. */
final class Lookups {

    private Lookups() {}

    static RegisteredModel model(ModelStore store, Exchange exchange) {
        return store.find(exchange.path("model"))
                .orElseThrow(() -> new ProblemException(Exchange.unknownModel()));
    }

    /** A version of a model that exists. */
    static RegisteredVersion version(ModelStore store, RegisteredModel model, String name) {
        return store.version(new ModelVersion(model.name(), name))
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        Problem.of(
                                                404,
                                                "unknown_model",
                                                "the model has no such version")));
    }

    /** Somebody has looked at a model that its first predictions made. */
    static void configured(ModelStore store, RegisteredModel model) {
        if (model.state() == RegisteredModel.State.UNCONFIGURED) {
            store.change(model.modelId(), ModelChange.CONFIGURED);
        }
    }

    static ProblemException conflict(String code, String detail) {
        return new ProblemException(Problem.of(409, code, detail));
    }
}
