// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.services;

import io.halflife.launcher.console.Refusal;
import io.halflife.monitor.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Asks the analyzer whether it knows its settings, before anything is started: it runs in a process
 * of its own and would say so only at its first analysis.
 */
final class AnalyzerCheck {

    private static final long ANSWER_SECONDS_MAX = 60;

    private AnalyzerCheck() {}

    /**
     * Returns when they are right; where there are none, at once.
     *
     * @param folder the unpacked analyzer
     * @param settings its {@code HALFLIFE_ANALYZER_…} environment
     * @throws SettingsException with the analyzer's own words
     */
    static void require(Path folder, Map<String, String> settings) {
        if (settings.isEmpty()) {
            return;
        }
        ProcessBuilder builder = AnalyzerProgram.analyzer(folder, List.of("--check"));
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(settings);
        // What is archived at the first analysis would be archived without it.
        builder.environment().put("HALFLIFE_ANALYZER_ARCHIVE", "none");
        try {
            requireOk(builder.start());
        } catch (IOException e) {
            throw Refusal.failed("cannot start the analyzer: " + e.getMessage(), e);
        }
    }

    private static void requireOk(Process check) throws IOException {
        try {
            check.getOutputStream().close();
            boolean ended = check.waitFor(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
            if (!ended || check.exitValue() != 0) {
                throw new SettingsException(reason(check, ended));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.failed("interrupted while the analyzer looked at its settings", e);
        } finally {
            check.destroyForcibly();
        }
    }

    /** Java itself may have refused its words, and then says so on standard error. */
    private static String reason(Process check, boolean ended) throws IOException {
        if (!ended) {
            return "the analyzer does not say whether it knows its settings";
        }
        return new JsonLines(check.getInputStream(), check.getOutputStream())
                .read()
                .map(answer -> answer.path("error").asText())
                .orElse(
                        "Java does not start with these HALFLIFE_ANALYZER_JAVA_OPTIONS (exit code "
                                + check.exitValue()
                                + ")");
    }
}
