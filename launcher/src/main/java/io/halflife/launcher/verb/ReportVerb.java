// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.verb;

import io.halflife.dashboard.page.period.Period;
import io.halflife.dashboard.report.ReportFile;
import io.halflife.dashboard.report.ReportQuestion;
import io.halflife.http.problem.ProblemException;
import io.halflife.launcher.console.Console;
import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.services.Installation;
import io.halflife.launcher.services.JoinedServices;
import io.halflife.launcher.services.Services;
import io.halflife.launcher.services.Workplace;
import io.halflife.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code halflife report}: a model and period as one HTML file. It is written straight from the
 * database by the code behind the dashboard's door, so it needs neither services nor a key.
 */
final class ReportVerb implements Verb {

    /** Where --out is this, the file goes to the standard output. */
    private static final String STANDARD_OUTPUT = "-";

    private static final Set<String> VALUED =
            Set.of("--model", "--version", "--environment", "--from", "--to", "--out");
    private static final int BYTES_PER_KB = 1000;

    @Override
    public int run(List<String> words, Context context) {
        Options options = Options.read("report", words, VALUED, Set.of()).none();
        ReportQuestion question = question(options);
        Optional<Path> out = options.value("--out").map(ReportVerb::path);
        Workplace workplace = context.workplace();
        Optional<JoinedServices> joined = JoinedServices.join(workplace);
        try (Installation installation =
                joined.isPresent()
                        ? joined.get()
                        : Services.start(workplace, "report", Services.Scope.DATABASE)) {
            ReportFile report = read(installation.storage(), context.clock(), question);
            deliver(report, out, context.console());
            return 0;
        }
    }

    private static ReportQuestion question(Options options) {
        String model =
                options.value("--model")
                        .orElseThrow(() -> Refusal.usage("report needs --model: say which"));
        return new ReportQuestion(
                model,
                options.value("--version").orElse(""),
                options.value("--environment").orElse(""),
                period(options),
                System.getProperty("user.name") + ", with halflife report");
    }

    private static Period period(Options options) {
        try {
            return Period.of(options.value("--from").orElse(""), options.value("--to").orElse(""));
        } catch (ProblemException e) {
            throw Refusal.usage(e.problem().detail());
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw Refusal.usage("--out " + text + " is no name of a file");
        }
    }

    private static ReportFile read(Storage storage, Clock clock, ReportQuestion question) {
        try {
            return ReportFile.of(storage, clock, question);
        } catch (ProblemException e) {
            throw Refusal.failed(question.model() + ": " + e.problem().detail(), e);
        }
    }

    private static void deliver(ReportFile report, Optional<Path> out, Console console) {
        byte[] content = report.content();
        if (out.isPresent() && out.get().equals(Path.of(STANDARD_OUTPUT))) {
            console.out().write(content, 0, content.length);
            console.out().flush();
            return;
        }
        Path file = out.map(path -> inside(path, report)).orElseGet(() -> Path.of(report.name()));
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw Refusal.failed("cannot write " + file + ": " + e, e);
        }
        console.result(file.toString());
        console.note(
                (content.length + BYTES_PER_KB - 1) / BYTES_PER_KB + " kB; any browser opens it");
    }

    /** A folder gets a file under the report's own name. */
    private static Path inside(Path path, ReportFile report) {
        return Files.isDirectory(path) ? path.resolve(report.name()) : path;
    }
}
