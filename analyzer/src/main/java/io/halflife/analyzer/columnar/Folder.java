// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.columnar;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;

/**
 * Where files lie, whatever holds them. Paths are below it and have slashes. It travels to tasks.
 */
public interface Folder extends Serializable {

    /** As the user named it. */
    String location();

    /**
     * A file to be read.
     *
     * @throws IOException when there is none, naming it
     */
    InputFile open(String path) throws IOException;

    /** How many bytes a file has. */
    long bytes(String path) throws IOException;

    boolean exists(String path) throws IOException;

    /** Names of the files right in a folder below this one; none when there is no such folder. */
    List<String> names(String folder) throws IOException;

    /** Begins a file that nobody sees under its name yet, and makes the folders that lead to it. */
    OutputFile create(String temporary) throws IOException;

    /** Gives a file that was written its name; afterwards it is there even if power fails. */
    void publish(String temporary, String path) throws IOException;

    void delete(String path) throws IOException;

    String readText(String path) throws IOException;

    void writeText(String path, String text) throws IOException;
}
