// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.services;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** Takes commands, one at a time, and answers when each is done. Thread-safe. */
public interface Analyzer {

    /**
     * Runs a command.
     *
     * @param command for example {@code {"command":"analyze","as_of":"…"}}
     * @param progress is told how far a long run is, when the command asks for it with {@code
     *     "progress":true}
     * @return the answer, whose {@code ok} is true
     * @throws io.halflife.launcher.console.Refusal with the analyzer's own words
     */
    ObjectNode ask(ObjectNode command, Consumer<ObjectNode> progress);

    /** Runs a command of which nobody wants to know how far it is. */
    default ObjectNode ask(ObjectNode command) {
        return ask(command, line -> {});
    }
}
