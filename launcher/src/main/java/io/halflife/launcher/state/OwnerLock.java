// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.state;

import io.halflife.launcher.console.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * At most one process owns a state folder. The lock is the operating system's, so it ends with its
 * process however that ends; the file's text names the owner for people.
 *
 * <p>A process that owns a folder must not ask about its lock: closing any other descriptor of the
 * file would give the lock up.
 */
public final class OwnerLock implements AutoCloseable {

    private final FileChannel channel;
    private final FileLock lock;

    private OwnerLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the folder; empty when another process owns it.
     *
     * @param verb what the owner does, for the message others see
     */
    public static Optional<OwnerLock> tryTake(StateFolder folder, String verb) {
        Optional<OwnerLock> taken = tryLock(folder);
        taken.ifPresent(lock -> lock.sign(verb));
        return taken;
    }

    private static Optional<OwnerLock> tryLock(StateFolder folder) {
        try {
            FileChannel channel =
                    FileChannel.open(
                            folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new OwnerLock(channel, lock));
        } catch (IOException e) {
            throw Refusal.failed("cannot lock " + folder.lock() + ": " + e.getMessage(), e);
        }
    }

    private void sign(String verb) {
        String text = ProcessHandle.current().pid() + " " + verb + "\n";
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw Refusal.failed("cannot write the state folder's lock: " + e.getMessage(), e);
        }
    }

    /** The refusal for a folder that another process owns: names its process. */
    public static Refusal refusal(StateFolder folder) {
        return Refusal.failed(
                "the state folder "
                        + folder.root()
                        + " is in use by "
                        + owner(folder)
                        + "; end it with: halflife stop");
    }

    /** The owner in words, for example {@code process 4711 (up)}. */
    public static String owner(StateFolder folder) {
        try {
            String[] words = Files.readString(folder.lock()).strip().split(" ", 2);
            return words.length == 2
                    ? "process " + words[0] + " (" + words[1] + ")"
                    : "another process";
        } catch (IOException e) {
            return "another process";
        }
    }

    /** The owner's process, when one holds the folder now. */
    public static Optional<ProcessHandle> ownerProcess(StateFolder folder) {
        if (!Files.exists(folder.lock())) {
            return Optional.empty();
        }
        Optional<OwnerLock> taken = tryLock(folder);
        if (taken.isPresent()) {
            taken.get().close();
            return Optional.empty();
        }
        try {
            String pid = Files.readString(folder.lock()).strip().split(" ", 2)[0];
            return ProcessHandle.of(Long.parseLong(pid));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw Refusal.failed("cannot release the state folder's lock: " + e.getMessage(), e);
        }
    }
}
