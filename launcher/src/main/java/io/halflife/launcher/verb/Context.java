// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.verb;

import io.halflife.launcher.console.Console;
import io.halflife.launcher.services.Workplace;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;

/**
 * What a verb is given.
 *
 * @param distribution the folder that holds {@code lib} and {@code analyzer}
 * @param version the launcher's own
 */
public record Context(
        Path distribution,
        String version,
        Map<String, String> environment,
        Console console,
        Clock clock) {

    public Context {
        Objects.requireNonNull(distribution, "distribution");
        Objects.requireNonNull(version, "version");
        environment = Map.copyOf(environment);
        Objects.requireNonNull(console, "console");
        Objects.requireNonNull(clock, "clock");
    }

    /**
     * The state folder and all that belongs to it; makes it when it is missing. From here on, what
     * is logged goes there.
     */
    Workplace workplace() {
        Workplace workplace = Workplace.find(distribution, version, environment, console);
        System.setProperty("halflife.log", workplace.folder().logs() + "/launcher.log");
        return workplace;
    }
}
