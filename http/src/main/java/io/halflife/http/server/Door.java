// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.server;

import io.vertx.core.Future;

/**
 * Answers one kind of request. Runs on the event loop and never blocks it; a {@link
 * io.halflife.http.problem.ProblemException}, thrown or in the future, becomes its problem body,
 * and anything else a 500.
 */
@FunctionalInterface
public interface Door {

    Future<Answer> answer(Exchange exchange) throws Exception;
}
