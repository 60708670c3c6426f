// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.verb;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.launcher.console.Console;
import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.services.ArchiveChild;
import io.halflife.launcher.services.Installation;
import io.halflife.launcher.services.JoinedServices;
import io.halflife.launcher.services.Services;
import io.halflife.launcher.services.Workplace;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * {@code halflife archive}: writes what of the log is about to leave the database as Parquet files.
 * Twice is once; one that was cut off is gone on with.
 */
final class ArchiveVerb implements Verb {

    private static final int DAY_LENGTH = 10;

    private static final Set<String> VALUED = Set.of("--to", "--model", "--before");

    @Override
    public int run(List<String> words, Context context) {
        Options options = Options.read("archive", words, VALUED, Set.of("--keep", "--json")).none();
        if (options.value("--to").isEmpty()) {
            throw Refusal.usage("archive needs --to FOLDER: where its files go");
        }
        requireTime(options);
        Workplace workplace = context.workplace();
        Optional<JoinedServices> joined = JoinedServices.join(workplace);
        try (Installation installation =
                joined.isPresent()
                        ? joined.get()
                        : Services.start(workplace, "archive", Services.Scope.DATABASE)) {
            JsonNode end =
                    ArchiveChild.run(
                            context.distribution().resolve("analyzer"),
                            installation.storage().settings(),
                            arguments(options),
                            workplace.folder().logs().resolve("archive.log"),
                            line -> show(line, options, context.console()));
            if (!options.has("--json")) {
                context.console().result(words(end));
            }
            return 0;
        }
    }

    private static void requireTime(Options options) {
        String text = options.value("--before").orElse("");
        try {
            if (text.length() == DAY_LENGTH) {
                LocalDate.parse(text);
            } else if (!text.isEmpty()) {
                OffsetDateTime.parse(text);
            }
        } catch (DateTimeException e) {
            throw Refusal.usage(
                    "--before " + text + ": a day as 2026-01-31, or a time with its offset");
        }
    }

    private static List<String> arguments(Options options) {
        List<String> arguments = new ArrayList<>();
        for (String name : VALUED) {
            options.value(name).ifPresent(value -> arguments.addAll(List.of(name, value)));
        }
        if (options.has("--keep")) {
            arguments.add("--keep");
        }
        return arguments;
    }

    private static void show(JsonNode line, Options options, Console console) {
        if (options.has("--json")) {
            console.result(line.toString());
        } else if (line.has("file")) {
            console.note(line.path("file").asText());
        }
    }

    private static String words(JsonNode end) {
        return String.format(
                Locale.ROOT,
                "%,d files of %,d rows, %,d bytes",
                end.path("files").asLong(),
                end.path("rows").asLong(),
                end.path("bytes").asLong());
    }
}
