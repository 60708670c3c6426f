// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.analyzer.portion.RunProgress;
import io.halflife.analyzer.run.AnalysisRequest;
import io.halflife.analyzer.run.RunException;
import io.halflife.analyzer.run.RunSummary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads commands and answers each before it reads the next. A command that fails is answered, too;
 * the loop ends with {@code stop}, with the input, or when no further analysis is possible.
 */
public final class CommandLoop {

    private static final Logger LOG = LoggerFactory.getLogger(CommandLoop.class);

    /** What is done about the command {@code analyze}. */
    @FunctionalInterface
    public interface Analysis {
        List<RunSummary> of(AnalysisRequest request, Consumer<RunProgress> progress);
    }

    private final BufferedReader input;
    private final PrintStream output;
    private final Analysis analysis;
    private final BooleanSupplier running;
    private final Runnable afterwards;

    /**
     * A loop over these commands.
     *
     * @param running whether further analyses are possible
     * @param afterwards what to do after each answered analysis
     */
    public CommandLoop(
            BufferedReader input,
            PrintStream output,
            Analysis analysis,
            BooleanSupplier running,
            Runnable afterwards) {
        this.input = input;
        this.output = output;
        this.analysis = analysis;
        this.running = running;
        this.afterwards = afterwards;
    }

    /** Returns when there is nothing more to do. */
    public void run() throws IOException {
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            if (!line.isBlank() && !(answered(line) && running.getAsBoolean())) {
                return;
            }
        }
    }

    /** False after {@code stop}. */
    private boolean answered(String line) {
        try {
            Command command = Command.parse(line);
            print(answer(command));
            if (command.kind() == Command.Kind.ANALYZE) {
                afterwards.run();
            }
            return command.kind() != Command.Kind.STOP;
        } catch (IllegalArgumentException | RunException e) {
            print(Answers.failure(e));
        } catch (RuntimeException e) {
            LOG.error("a command failed", e);
            print(Answers.failure(e));
        }
        return true;
    }

    private ObjectNode answer(Command command) {
        return command.kind() == Command.Kind.ANALYZE
                ? Answers.runs(analysis.of(command.request(), progress(command)))
                : Answers.ok();
    }

    private Consumer<RunProgress> progress(Command command) {
        return progress -> {
            if (command.progress()) {
                print(Answers.progress(progress));
            }
        };
    }

    private void print(ObjectNode answer) {
        output.println(answer);
        output.flush();
    }
}
