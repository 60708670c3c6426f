// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher;

import io.halflife.launcher.console.Console;
import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.verb.CommandLine;
import io.halflife.launcher.verb.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;

/** The one-machine mode, as the script at the root starts it. */
public final class Main {

    private Main() {}

    /** Does what the words say; see {@code halflife help}. */
    public static void main(String[] words) {
        System.setProperty("log4j2.configurationFile", "classpath:launcher-log4j2.properties");
        Console console = Console.ofProcess(Boolean.getBoolean("halflife.terminal"));
        // Registered before all others: what fails while everything ends is no news to anybody.
        AtomicBoolean ending = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ending.set(true), "ending"));
        System.exit(run(List.of(words), console, ending));
    }

    private static int run(List<String> words, Console console, AtomicBoolean ending) {
        try {
            Path distribution = Path.of(System.getProperty("halflife.distribution", "."));
            Context context =
                    new Context(
                            distribution.toAbsolutePath(),
                            version(),
                            System.getenv(),
                            console,
                            Clock.systemUTC());
            return new CommandLine().run(words, context);
        } catch (Refusal e) {
            if (!ending.get()) {
                e.getMessage().lines().forEach(line -> console.note("halflife: " + line));
            }
            return e.exitCode();
        } catch (RuntimeException e) {
            // Doors, database and settings say what is wrong in one line; the rest is in the log.
            LoggerFactory.getLogger(Main.class).error("halflife {} failed", words, e);
            if (!ending.get()) {
                console.note("halflife: " + firstLine(e));
            }
            return Refusal.FAILED;
        }
    }

    private static String firstLine(RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        return message.lines().findFirst().orElse(e.getClass().getSimpleName());
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = Main.class.getResourceAsStream("/io.halflife.launcher.properties")) {
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
