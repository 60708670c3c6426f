// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.columnar;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;

/**
 * A folder behind a URL that Hadoop's file systems know: {@code hdfs:}, and {@code s3a:} where its
 * jar lies in {@code libs}. Its settings are those of a {@code core-site.xml} on the class path and
 * of the usual environment.
 */
final class HadoopFolder implements Folder {

    private static final long serialVersionUID = 1;

    private final String location;

    HadoopFolder(String location) {
        this.location = location.endsWith("/") ? location : location + "/";
    }

    @Override
    public String location() {
        return location;
    }

    private Path path(String path) {
        return new Path(location + path);
    }

    /** Hadoop keeps one for each address, so asking again costs nothing. */
    FileSystem files() throws IOException {
        return FileSystem.get(URI.create(location), new Configuration());
    }

    @Override
    public InputFile open(String path) throws IOException {
        return HadoopInputFile.fromStatus(files().getFileStatus(path(path)), files().getConf());
    }

    @Override
    public long bytes(String path) throws IOException {
        return files().getFileStatus(path(path)).getLen();
    }

    @Override
    public boolean exists(String path) throws IOException {
        return files().exists(path(path));
    }

    @Override
    public List<String> names(String folder) throws IOException {
        List<String> names = new ArrayList<>();
        try {
            for (FileStatus file : files().listStatus(path(folder))) {
                if (file.isFile()) {
                    names.add(file.getPath().getName());
                }
            }
        } catch (FileNotFoundException e) {
            return List.of();
        }
        names.sort(null);
        return names;
    }

    @Override
    public OutputFile create(String temporary) throws IOException {
        delete(temporary);
        return HadoopOutputFile.fromPath(path(temporary), files().getConf());
    }

    @Override
    public void publish(String temporary, String path) throws IOException {
        if (!files().rename(path(temporary), path(path))) {
            throw new IOException(path(path) + ": the file cannot be given its name");
        }
    }

    @Override
    public void delete(String path) throws IOException {
        files().delete(path(path), false);
    }

    @Override
    public String readText(String path) throws IOException {
        try (InputStream bytes = files().open(path(path))) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void writeText(String path, String text) throws IOException {
        try (OutputStream bytes = files().create(path(path), true)) {
            bytes.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
