// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * Writes the argument file for {@code java @spark.args}: the module flags that this Spark asks for,
 * one a line. Run by the build.
 */
public final class SparkArguments {

    /** For Spark's machine learning, which is not here; Java warns of it at each start. */
    private static final String VECTOR_MODULE = "--add-modules=jdk.incubator.vector";

    private SparkArguments() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            throw new IllegalArgumentException("the one argument is the file to write");
        }
        Path file = Path.of(args[0]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, options());
    }

    private static List<String> options() {
        String options = JavaModuleOptions.defaultModuleOptions();
        return options.lines()
                .flatMap(line -> List.of(line.strip().split("\\s+")).stream())
                .filter(option -> !option.equals(VECTOR_MODULE))
                .toList();
    }
}
