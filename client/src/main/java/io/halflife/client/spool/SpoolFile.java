// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client.spool;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * A queue of records in one file: a header of 20 bytes ({@code "HLSPOOL1"}, the place of the first
 * record that is still to be sent, the CRC-32 of that number), then records of {@code length u32,
 * CRC-32 u32, payload}.
 *
 * <p>A record that {@link #append} took is on the disk: it survives the end of the process and of
 * the machine. {@link #acknowledge} is not forced to the disk, so after a crash some records are
 * given out again; their items carry their identity, so a collector stores them once. A torn or
 * damaged record ends the file: it and what follows is cut off and counted. One process at a time
 * holds a file. Not thread-safe.
 */
public final class SpoolFile implements AutoCloseable {

    private static final long MAGIC = 0x484C53504F4F4C31L;
    private static final int HEADER = 20;
    private static final int RECORD_HEADER = 8;
    private static final int RECORD_MAX = 16 << 20;
    private static final int PROCESSES_MAX = 16;
    private static final int COPY_BYTES = 1 << 16;

    private final Path path;
    private final FileChannel channel;
    private final long bytesMax;
    private long first;
    private long end;
    private long items;
    private long recoveredItems;
    private long damagedBytes;

    private SpoolFile(Path path, FileChannel channel, long bytesMax) {
        this.path = path;
        this.channel = channel;
        this.bytesMax = bytesMax;
    }

    /**
     * Opens the file, or the first of {@code FILE.1} … {@code FILE.15} that no other process holds.
     *
     * @param bytesMax of the whole file
     * @return empty where all are held
     */
    public static Optional<SpoolFile> open(Path file, long bytesMax) throws IOException {
        for (int i = 0; i < PROCESSES_MAX; i++) {
            Path path = i == 0 ? file : file.resolveSibling(file.getFileName() + "." + i);
            FileChannel channel = FileChannel.open(path, OPTIONS, ownerOnly(path));
            if (isLocked(channel)) {
                SpoolFile spool = new SpoolFile(path, channel, bytesMax);
                spool.read();
                return Optional.of(spool);
            }
            channel.close();
        }
        return Optional.empty();
    }

    private static final Set<StandardOpenOption> OPTIONS =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

    /** Features of people may be in it. */
    private static FileAttribute<?>[] ownerOnly(Path path) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** The lock ends with the channel; none is taken where this process has one already. */
    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private void read() throws IOException {
        try {
            first = firstRecord();
            long at = first;
            end = channel.size();
            while (at < end) {
                Optional<byte[]> payload = payload(at);
                if (payload.isEmpty()) {
                    break;
                }
                items += SpoolRecord.of(payload.get()).items().size();
                at += RECORD_HEADER + payload.get().length;
            }
            damagedBytes += end - at;
            recoveredItems = items;
            cut(at);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** The place the header names; the first record where the header is torn. */
    private long firstRecord() throws IOException {
        if (channel.size() == 0) {
            writeHeader(HEADER);
            return HEADER;
        }
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        boolean whole = readFully(header, 0);
        header.flip();
        if (!isOurs(header)) {
            throw new IOException(path + " is not a spool file; it was left alone");
        }
        if (!whole) {
            writeHeader(HEADER);
            return HEADER;
        }
        header.position(Long.BYTES);
        long place = header.getLong();
        boolean sound = header.getInt() == crc(longBytes(place));
        boolean possible = sound && place >= HEADER && place <= channel.size();
        return possible ? place : HEADER;
    }

    /** Whether it begins as ours does; the process may have ended while it wrote the header. */
    private static boolean isOurs(ByteBuffer header) {
        byte[] magic = longBytes(MAGIC);
        int length = Math.min(magic.length, header.limit());
        return header.duplicate().limit(length).equals(ByteBuffer.wrap(magic, 0, length));
    }

    /** Empty where the record is torn or damaged. */
    private Optional<byte[]> payload(long at) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(RECORD_HEADER);
        if (!readFully(head, at)) {
            return Optional.empty();
        }
        int length = head.flip().getInt();
        int crc = head.getInt();
        if (length < 1 || length > RECORD_MAX || at + RECORD_HEADER + length > channel.size()) {
            return Optional.empty();
        }
        ByteBuffer payload = ByteBuffer.allocate(length);
        if (!readFully(payload, at + RECORD_HEADER) || crc(payload.array()) != crc) {
            return Optional.empty();
        }
        return Optional.of(payload.array());
    }

    private boolean readFully(ByteBuffer into, long at) throws IOException {
        long place = at;
        while (into.hasRemaining()) {
            int read = channel.read(into, place);
            if (read < 0) {
                return false;
            }
            place += read;
        }
        return true;
    }

    /**
     * Adds a record behind the others and waits for the disk.
     *
     * @return false where the file would grow above its bound; then nothing is written
     */
    public boolean append(SpoolRecord record) throws IOException {
        byte[] payload = record.payload();
        int size = RECORD_HEADER + payload.length;
        if (payload.length > RECORD_MAX || !hasRoom(size)) {
            return false;
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        out.putInt(payload.length).putInt(crc(payload)).put(payload).flip();
        try {
            write(out, end);
            channel.force(false);
        } catch (IOException e) {
            cut(end);
            throw e;
        }
        end += size;
        items += record.items().size();
        return true;
    }

    private boolean hasRoom(int size) throws IOException {
        if (end + size <= bytesMax) {
            return true;
        }
        long kept = end - first;
        // Only over bytes that were sent already: a crash in between loses nothing.
        if (first - HEADER < kept || HEADER + kept + size > bytesMax) {
            return false;
        }
        moveToFront(kept);
        return true;
    }

    private void moveToFront(long kept) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(COPY_BYTES);
        for (long done = 0; done < kept; done += chunk.limit()) {
            chunk.clear().limit((int) Math.min(COPY_BYTES, kept - done));
            if (!readFully(chunk, first + done)) {
                throw new EOFException(path + " became shorter");
            }
            write(chunk.flip(), HEADER + done);
        }
        channel.force(false);
        first = HEADER;
        writeHeader(first);
        channel.force(false);
        cut(HEADER + kept);
    }

    /** The oldest record that is not acknowledged; the same until it is. */
    public Optional<SpoolRecord> oldest() throws IOException {
        if (first >= end) {
            return Optional.empty();
        }
        Optional<byte[]> payload = payload(first);
        if (payload.isEmpty()) {
            damagedBytes += end - first;
            items = 0;
            cut(first);
            return Optional.empty();
        }
        return Optional.of(SpoolRecord.of(payload.get()));
    }

    /** The oldest record needs not be kept any longer. */
    public void acknowledge() throws IOException {
        Optional<SpoolRecord> done = oldest();
        if (done.isEmpty()) {
            return;
        }
        items -= done.get().items().size();
        first += RECORD_HEADER + done.get().payload().length;
        if (first == end) {
            first = HEADER;
            writeHeader(first);
            cut(HEADER);
        } else {
            writeHeader(first);
        }
    }

    private void cut(long size) throws IOException {
        channel.truncate(size);
        end = size;
    }

    private void writeHeader(long place) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        header.putLong(MAGIC).putLong(place).putInt(crc(longBytes(place))).flip();
        write(header, 0);
    }

    private void write(ByteBuffer bytes, long at) throws IOException {
        long place = at;
        while (bytes.hasRemaining()) {
            place += channel.write(bytes, place);
        }
    }

    private static byte[] longBytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    private static int crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    public Path path() {
        return path;
    }

    /** Items that wait here. */
    public long items() {
        return items;
    }

    /** Items that an earlier process left. */
    public long recoveredItems() {
        return recoveredItems;
    }

    /** Bytes that were cut off because they were torn or damaged. */
    public long damagedBytes() {
        return damagedBytes;
    }

    /** What it holds stays. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
