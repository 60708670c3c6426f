// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/** A program of the machine. Without it a test is skipped and says why; with CI=true it fails. */
record Tool(Path path) {

    private static final long WAIT_SECONDS = 120;

    /** Of several names the first that is on the path. */
    static Tool require(String... names) {
        for (String name : names) {
            for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
                Path path = Path.of(folder, name);
                if (Files.isExecutable(path)) {
                    return new Tool(path);
                }
            }
        }
        String missing = "not installed: " + String.join(" or ", names);
        if ("true".equals(System.getenv("CI"))) {
            Assertions.fail(missing);
        }
        assumeTrue(false, missing);
        throw new AssertionError("unreachable");
    }

    /** What it prints when it succeeds. */
    String succeed(Path folder, String... words) throws IOException, InterruptedException {
        return feed(folder, "", words);
    }

    /** What it prints when it succeeds, given this on its standard input. */
    String feed(Path folder, String input, String... words)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(path.toString()));
        command.addAll(List.of(words));
        Path in = Files.createTempFile("tool", ".in");
        Path out = Files.createTempFile("tool", ".out");
        try {
            Files.writeString(in, input);
            Process process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectInput(in.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(out.toFile())
                            .start();
            boolean ended = process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS);
            String text = Files.readString(out, StandardCharsets.UTF_8);
            if (!ended) {
                process.destroyForcibly();
                Assertions.fail(command + " still runs: " + text);
            }
            assertEquals(0, process.exitValue(), command + ":\n" + text);
            return text;
        } finally {
            Files.delete(in);
            Files.delete(out);
        }
    }
}
