// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.columnar;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** Finds the folder that a text names: a path, or a URL. */
public final class Folders {

    private Folders() {}

    /**
     * The folder; whether it exists is not asked.
     *
     * @throws IllegalArgumentException when nothing here can read such a URL, saying what is
     *     missing
     */
    public static Folder of(String location) {
        if (!location.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) {
            return new LocalFolder(Path.of(location));
        }
        if (location.toLowerCase(Locale.ROOT).startsWith("file:")) {
            return new LocalFolder(Path.of(location.replaceFirst("(?i)^file:(//)?", "")));
        }
        HadoopFolder folder = new HadoopFolder(location);
        try {
            folder.files();
        } catch (UnsupportedFileSystemException e) {
            throw new IllegalArgumentException(missing(location), e);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(reason(location, e), e);
        }
        return folder;
    }

    private static String missing(String location) {
        String scheme = location.substring(0, location.indexOf(':'));
        String jar = scheme.equals("s3a") ? "hadoop-aws and what it needs" : "its jars";
        return location
                + ": nothing here reads "
                + scheme
                + ": URLs; put "
                + jar
                + " into the analyzer's libs folder";
    }

    private static String reason(String location, Exception failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof ClassNotFoundException
                ? missing(location)
                : location + ": cannot be reached: " + cause.getMessage();
    }
}
