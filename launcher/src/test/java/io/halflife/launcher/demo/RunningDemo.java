// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo;

import io.halflife.launcher.console.Console;
import io.halflife.launcher.demo.story.Findings;
import io.halflife.launcher.services.Services;
import io.halflife.launcher.services.Workplace;
import io.halflife.launcher.state.RunningServices;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * The demo, played once in this JVM on free ports and held open until the JVM ends, for every test
 * that needs its data. Whoever uses it changes nothing that others look at.
 */
public final class RunningDemo {

    private static RunningDemo played;

    private final Services services;
    private final Demo demo;
    private final Findings findings;

    private RunningDemo(Services services, Demo demo, Findings findings) {
        this.services = services;
        this.demo = demo;
        this.findings = findings;
    }

    /** Plays it the first time, which takes a minute or two. */
    public static synchronized RunningDemo once() {
        if (played == null) {
            played = play();
        }
        return played;
    }

    private static RunningDemo play() {
        Path distribution = Path.of("target", "dist").toAbsolutePath();
        Console console = Console.ofProcess(false);
        Workplace workplace =
                Workplace.find(
                        distribution,
                        "0.1.0",
                        Map.of("XDG_STATE_HOME", stateHome().toString()),
                        console);
        Services services = Services.start(workplace, "demo", Services.Scope.FREE_PORTS);
        // Neither is closed here: the end of the JVM does that, when the last test is done.
        Demo demo = Demo.open(services, console, Clock.systemUTC());
        return new RunningDemo(services, demo, demo.play());
    }

    private static Path stateHome() {
        try {
            Path folder = Files.createTempDirectory("halflife-demo");
            // Postgres may run as another user than the tests.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the pages and the read API are, for example {@code http://127.0.0.1:40123}. */
    public URI dashboard() {
        return services.dashboard();
    }

    /** Where the collector's API is. */
    public URI collector() {
        return services.collector();
    }

    /**
     * Where a service's {@code /live}, {@code /ready} and {@code /metrics} are.
     *
     * @param service collector, dashboard or retraining
     */
    public URI management(String service) {
        return services.running().service(service).management();
    }

    /** What runs, with ports, processes and the database's URL and user. */
    public RunningServices running() {
        return services.running();
    }

    /** The database of the services. */
    public Storage storage() {
        return services.storage();
    }

    /** churn, version 1. */
    public ModelVersion model() {
        return Churn.ID;
    }

    public String environment() {
        return Churn.ENVIRONMENT;
    }

    /** What was found while the story was played. */
    public Findings findings() {
        return findings;
    }

    /** The demo itself, for its own tests. */
    Demo demo() {
        return demo;
    }

    /** The story as the terminal shows it. */
    public List<String> text() {
        return demo.text(findings);
    }
}
