// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.verb;

import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.postgres.EmbeddedPostgres;
import io.halflife.launcher.services.Workplace;
import io.halflife.launcher.state.OwnerLock;
import io.halflife.launcher.state.RunningServices;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code halflife stop}: ends what runs in the state folder, in order. */
final class StopVerb implements Verb {

    private static final long WAIT_SECONDS = 90;

    @Override
    public int run(List<String> words, Context context) {
        Options.read("stop", words, Set.of(), Set.of()).none();
        Workplace workplace = context.workplace();
        Optional<ProcessHandle> owner = OwnerLock.ownerProcess(workplace.folder());
        if (owner.isPresent()) {
            String name = OwnerLock.owner(workplace.folder());
            owner.get().destroy();
            await(owner.get());
            context.console().note("stopped " + name);
            return 0;
        }
        boolean stopped = stopLeftOver(workplace);
        context.console()
                .note(
                        stopped
                                ? "stopped a Postgres that a killed launcher had left"
                                : "nothing runs in " + workplace.folder().root());
        return 0;
    }

    private static void await(ProcessHandle owner) {
        try {
            owner.onExit().get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw Refusal.failed(
                    "process " + owner.pid() + " does not end within " + WAIT_SECONDS + " s", e);
        } catch (ExecutionException e) {
            throw Refusal.failed("cannot wait for process " + owner.pid(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean stopLeftOver(Workplace workplace) {
        OwnerLock lock =
                OwnerLock.tryTake(workplace.folder(), "stop")
                        .orElseThrow(() -> OwnerLock.refusal(workplace.folder()));
        try (lock) {
            RunningServices.clear(workplace.folder());
            return workplace.embedded()
                    && EmbeddedPostgres.stopLeftOver(workplace.folder(), workplace.account());
        }
    }
}
