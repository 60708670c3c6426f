// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.server;

import io.halflife.http.problem.Problem;
import io.halflife.http.problem.Problems;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;

/**
 * What no parameter of a path or query may hold: control characters and lone surrogates. Postgres
 * takes no NUL in a text, and nothing of ours has such a name.
 */
final class Parameters {

    private Parameters() {}

    /** The answer to a request with such a parameter; empty where all are fit. */
    static Optional<Problem> problem(RoutingContext context) {
        if (!context.pathParams().values().stream().allMatch(Parameters::isFit)) {
            return Optional.of(Problems.notFound());
        }
        String query = context.request().query();
        if (query == null || query.isEmpty()) {
            return Optional.empty();
        }
        for (Map.Entry<String, String> parameter : context.queryParams()) {
            if (!isFit(parameter.getKey()) || !isFit(parameter.getValue())) {
                return Optional.of(Problems.unfitQuery());
            }
        }
        return Optional.empty();
    }

    private static boolean isFit(String text) {
        return text.codePoints()
                .noneMatch(
                        c ->
                                Character.isISOControl(c)
                                        || Character.getType(c) == Character.SURROGATE);
    }
}
