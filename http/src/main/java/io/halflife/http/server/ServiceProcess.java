// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.http.server;

import io.halflife.monitor.settings.SecretFile;
import io.halflife.monitor.settings.SettingsException;
import io.halflife.monitor.settings.SettingsReader;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that is one service: reads its settings from the environment, starts it and runs until
 * the process is told to end. A refusal to start is one line on standard error and exit code 1.
 */
public final class ServiceProcess {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceProcess.class);

    private static final long CLOSE_MILLIS_MAX = 24_000;

    private ServiceProcess() {}

    /** What starts the service. */
    public interface Start {
        /**
         * Starts it.
         *
         * @param reader the environment; the start reads every key that it knows and calls {@link
         *     SettingsReader#requireNothingLeft}
         */
        Running from(SettingsReader reader);
    }

    /** A service that runs; closing ends it and whatever it stands on. */
    public interface Running extends AutoCloseable {
        /** Where it can be reached, for the log. */
        String where();

        @Override
        void close();
    }

    /**
     * Runs the service; returns when it has started.
     *
     * @param refusals exceptions whose message tells the operator what to do
     */
    public static void run(
            String name, Start start, Set<Class<? extends RuntimeException>> refusals) {
        try {
            Running running = start.from(environment(System.getenv()));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(name, running), "shutdown"));
            LOG.info("{}: {}", name, running.where());
        } catch (RuntimeException e) {
            boolean isRefusal = e instanceof SettingsException || refusals.contains(e.getClass());
            if (!isRefusal) {
                throw e;
            }
            System.err.println(name + ": " + e.getMessage());
            System.exit(1);
        }
    }

    /**
     * Ends in order and with code 0, so that a supervisor tells an end that was asked for from a
     * crash; Java's own code after a signal is 143. What takes too long is cut off.
     */
    private static void end(String name, Running running) {
        Thread closing = new Thread(running::close, "closing");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(CLOSE_MILLIS_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        boolean inTime = !closing.isAlive();
        LOG.info("{}: {}", name, inTime ? "ended" : "cut off while ending");
        Runtime.getRuntime().halt(inTime ? 0 : 1);
    }

    /** Reads an environment, and the files that its {@code …_FILE} keys name. */
    public static SettingsReader environment(Map<String, String> environment) {
        return new SettingsReader(environment, SecretFile::read);
    }
}
