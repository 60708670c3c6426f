// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.verb;

import io.halflife.launcher.console.Console;
import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.console.TextTable;
import io.halflife.launcher.services.Health;
import io.halflife.launcher.services.Workplace;
import io.halflife.launcher.state.OwnerLock;
import io.halflife.launcher.state.RunningServices;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code halflife status}: each service, its process, ports, version and whether it answers. */
final class StatusVerb implements Verb {

    @Override
    public int run(List<String> words, Context context) {
        Options.read("status", words, Set.of(), Set.of()).none();
        Workplace workplace = context.workplace();
        Console console = context.console();
        if (OwnerLock.ownerProcess(workplace.folder()).isEmpty()) {
            console.result(
                    "nothing runs in "
                            + workplace.folder().root()
                            + "; start it with: halflife up");
            return Refusal.NOT_RUNNING;
        }
        console.result(
                workplace.folder().root() + " is owned by " + OwnerLock.owner(workplace.folder()));
        Optional<RunningServices> running = RunningServices.read(workplace.folder());
        if (running.isEmpty()) {
            console.result("its services are starting or ending");
            return 0;
        }
        TextTable table =
                new TextTable(
                        1, 2, List.of("service", "pid", "port", "management", "version", "state"));
        running.get().services().forEach(service -> table.add(row(service)));
        table.lines().forEach(console::result);
        console.result("database  " + running.get().databaseUrl());
        return 0;
    }

    private static List<String> row(RunningServices.Service service) {
        return List.of(
                service.name(),
                Long.toString(service.pid()),
                port(service.port()),
                port(service.managementPort()),
                service.version(),
                Health.of(service).words());
    }

    private static String port(int port) {
        return port == 0 ? "–" : Integer.toString(port);
    }
}
