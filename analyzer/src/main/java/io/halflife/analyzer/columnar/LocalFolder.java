// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.columnar;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;

/** A folder of this machine. */
final class LocalFolder implements Folder {

    private static final long serialVersionUID = 1;

    private final String location;

    LocalFolder(Path path) {
        this.location = path.toAbsolutePath().normalize().toString();
    }

    @Override
    public String location() {
        return location;
    }

    private Path path(String path) {
        return Path.of(location).resolve(path);
    }

    @Override
    public InputFile open(String path) throws IOException {
        return new LocalInputFile(path(path));
    }

    @Override
    public long bytes(String path) throws IOException {
        return Files.size(path(path));
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(path(path));
    }

    @Override
    public List<String> names(String folder) throws IOException {
        if (!Files.isDirectory(path(folder))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path(folder))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Override
    public OutputFile create(String temporary) throws IOException {
        Files.createDirectories(path(temporary).getParent());
        Files.deleteIfExists(path(temporary));
        return new LocalOutputFile(path(temporary));
    }

    @Override
    public void publish(String temporary, String path) throws IOException {
        sync(path(temporary), StandardOpenOption.WRITE);
        Files.move(path(temporary), path(path), StandardCopyOption.ATOMIC_MOVE);
        for (Path folder = path(path).getParent();
                folder != null && folder.startsWith(location);
                folder = folder.getParent()) {
            sync(folder, StandardOpenOption.READ);
        }
    }

    private static void sync(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }

    @Override
    public void delete(String path) throws IOException {
        Files.deleteIfExists(path(path));
    }

    @Override
    public String readText(String path) throws IOException {
        return Files.readString(path(path), StandardCharsets.UTF_8);
    }

    @Override
    public void writeText(String path, String text) throws IOException {
        String temporary = "." + path + ".tmp";
        Files.createDirectories(path(path).getParent());
        Files.writeString(path(temporary), text, StandardCharsets.UTF_8);
        publish(temporary, path);
    }
}
