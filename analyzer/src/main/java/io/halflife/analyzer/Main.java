// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer;

import io.halflife.analyzer.protocol.Answers;
import io.halflife.analyzer.protocol.Command;
import io.halflife.analyzer.run.AnalysisRequest;
import io.halflife.analyzer.run.RunException;
import io.halflife.analyzer.start.Arguments;
import io.halflife.analyzer.start.ExitCode;
import io.halflife.monitor.settings.SecretFile;
import io.halflife.monitor.settings.SettingsReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The analyzer's process. Without arguments it says that it is ready and obeys the commands on its
 * standard input, one a line; with {@code --once} it analyses what it is asked to, prints what came
 * of it and ends. Standard output carries answers only; {@link ExitCode} says how it ended.
 */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    public static void main(String[] args) {
        FileOutputStream standardOutput = new FileOutputStream(FileDescriptor.out);
        PrintStream answers = new PrintStream(standardOutput, true, StandardCharsets.UTF_8);
        // Whatever a library prints must not be taken for an answer.
        System.setOut(System.err);
        System.exit(run(List.of(args), answers).number());
    }

    private static ExitCode run(List<String> words, PrintStream answers) {
        Arguments arguments;
        AnalysisRequest request;
        try {
            arguments = Arguments.read(words);
            request = Command.request(arguments.request());
        } catch (IllegalArgumentException e) {
            answers.println(Answers.failure(e));
            return ExitCode.WRONG;
        }
        Work work = new Work(answers);
        try {
            work.run(arguments.mode(), request, environment());
            return ExitCode.DONE;
        } catch (IOException | RuntimeException e) {
            return failed(e, work, answers);
        } finally {
            work.ended();
        }
    }

    private static ExitCode failed(Exception failure, Work work, PrintStream answers) {
        if (work.isStopping()) {
            answers.println(Answers.failure(new IllegalStateException("told to stop")));
            return ExitCode.FAILED;
        }
        ExitCode code = ExitCode.of(failure);
        if (code == ExitCode.FAILED && !(failure instanceof RunException)) {
            LOG.error("the analyzer ends", failure);
        }
        answers.println(Answers.failure(failure));
        return code;
    }

    private static SettingsReader environment() {
        return new SettingsReader(System.getenv(), SecretFile::read);
    }
}
