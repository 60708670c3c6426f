// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.analyzer.run.AnalysisRequest;
import io.halflife.analyzer.run.RunSummary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads commands and answers each before it reads the next. A command that fails is answered, too;
 * the loop ends with {@code stop} or with the input.
 */
public final class CommandLoop {

    private static final Logger LOG = LoggerFactory.getLogger(CommandLoop.class);

    private final BufferedReader input;
    private final PrintStream output;
    private final Function<AnalysisRequest, List<RunSummary>> analysis;

    public CommandLoop(
            BufferedReader input,
            PrintStream output,
            Function<AnalysisRequest, List<RunSummary>> analysis) {
        this.input = input;
        this.output = output;
        this.analysis = analysis;
    }

    /** Returns when there is nothing more to do. */
    public void run() throws IOException {
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            if (!line.isBlank() && !answered(line)) {
                return;
            }
        }
    }

    /** False after {@code stop}. */
    private boolean answered(String line) {
        try {
            Command command = Command.parse(line);
            if (command.kind() == Command.Kind.STOP) {
                print(Answers.ok());
                return false;
            }
            print(answer(command));
        } catch (RuntimeException e) {
            LOG.error("a command failed", e);
            print(Answers.failure(e));
        }
        return true;
    }

    private ObjectNode answer(Command command) {
        return command.kind() == Command.Kind.PING
                ? Answers.ok()
                : Answers.runs(analysis.apply(command.request()));
    }

    private void print(ObjectNode answer) {
        output.println(answer);
        output.flush();
    }
}
