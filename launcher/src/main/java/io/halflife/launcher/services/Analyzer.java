// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.services;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Takes commands, one at a time, and answers when each is done. Thread-safe. */
public interface Analyzer {

    /**
     * Runs a command.
     *
     * @param command for example {@code {"command":"analyze","as_of":"…"}}
     * @return the answer, whose {@code ok} is true
     * @throws io.halflife.launcher.console.Refusal with the analyzer's own words
     */
    ObjectNode ask(ObjectNode command);
}
