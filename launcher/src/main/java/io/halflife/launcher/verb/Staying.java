// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.verb;

import io.halflife.launcher.console.Console;
import io.halflife.launcher.services.Services;
import io.halflife.launcher.state.RunningServices;
import java.util.concurrent.CountDownLatch;

/** Services that stay up until the process is told to end. */
final class Staying {

    private Staying() {}

    /** Says where everything is, and waits; the end of the process ends the wait. */
    static void untilInterrupted(Services services, Console console) {
        for (RunningServices.Service service : services.running().services()) {
            if (service.port() > 0 && !service.name().equals("postgres")) {
                console.note(String.format("%-10s  %s", service.name(), service.address()));
            }
        }
        console.note("one machine, loopback only, no backup · Ctrl-C ends everything");
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
