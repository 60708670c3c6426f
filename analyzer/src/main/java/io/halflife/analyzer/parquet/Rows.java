// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.parquet;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * Prints the rows of a Parquet file, or of a folder of them, as lines of JSON: {@code {"file":…}}
 * before the rows of each file, {@code {"row":{…}}} for each, and {@code {"rows":n}} at the end. In
 * place of the end, {@code {"error":…}} says in one line why there is no more; then the exit code
 * is 1. The first argument is the file or folder, further ones are columns to leave out. Ends when
 * its standard input does.
 */
public final class Rows {

    private static final int BUFFER_BYTES = 1 << 16;

    private Rows() {}

    /** Prints what the arguments name. */
    public static void main(String[] args) {
        FileOutputStream standardOutput = new FileOutputStream(FileDescriptor.out);
        // Whatever a library prints must not be taken for a row.
        System.setOut(System.err);
        if (args.length == 0) {
            System.err.println("usage: Rows FILE [COLUMN-TO-LEAVE-OUT …]");
            System.exit(2);
        }
        endWithInput();
        Set<String> without = new TreeSet<>(Arrays.asList(args).subList(1, args.length));
        System.exit(print(Path.of(args[0]), without, standardOutput));
    }

    /** The exit code. */
    private static int print(Path path, Set<String> without, FileOutputStream output) {
        try (RowLines lines = new RowLines(new BufferedOutputStream(output, BUFFER_BYTES))) {
            return print(path, without, lines);
        } catch (IOException e) {
            // Nobody reads on, so nobody can be told.
            return 1;
        }
    }

    private static int print(Path path, Set<String> without, RowLines lines) throws IOException {
        try {
            for (PartFile part : PartFile.all(path)) {
                part.write(without, lines);
            }
            lines.end();
            return 0;
        } catch (UnreadableException e) {
            lines.error(e.getMessage());
            return 1;
        }
    }

    /** Whoever started this holds the other end, and lets go of it however it ends. */
    private static void endWithInput() {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                System.in.transferTo(OutputStream.nullOutputStream());
                            } catch (IOException e) {
                                System.err.println("standard input: " + e.getMessage());
                            }
                            Runtime.getRuntime().halt(1);
                        },
                        "end-with-input");
        thread.setDaemon(true);
        thread.start();
    }
}
