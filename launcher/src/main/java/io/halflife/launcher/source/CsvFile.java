// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.source;

import io.halflife.launcher.console.Refusal;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file, plain or gzip: UTF-8, comma, a header. It is read from the start each time, row by
 * row, so its size does not matter.
 */
public final class CsvFile {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(true).get();

    private final Path path;

    private CsvFile(Path path) {
        this.path = path;
    }

    /** A file whose name ends in .csv or .csv.gz. */
    public static CsvFile of(Path path) {
        return new CsvFile(path);
    }

    /** Takes {@code name.csv} or {@code name.csv.gz} of the folder; both are ambiguous. */
    static CsvFile in(Path folder, String name) {
        Path plain = folder.resolve(name + ".csv");
        Path packed = folder.resolve(name + ".csv.gz");
        if (Files.exists(plain) && Files.exists(packed)) {
            throw Refusal.failed(
                    folder + " holds " + name + ".csv and " + name + ".csv.gz: keep one");
        }
        if (!Files.exists(plain) && !Files.exists(packed)) {
            throw Refusal.failed(folder + " holds no " + name + ".csv or " + name + ".csv.gz");
        }
        return new CsvFile(Files.exists(plain) ? plain : packed);
    }

    /** The file's name, as messages say it. */
    String name() {
        return path.getFileName().toString();
    }

    /** Sees the header once and then each row. */
    public interface Visitor {
        /** The header's cells, stripped. */
        void header(List<String> columns);

        /**
         * A row.
         *
         * @param line where it begins; the first line of the file is 1
         * @return false to stop reading
         */
        boolean row(long line, CSVRecord cells);
    }

    /**
     * Reads the file from its first line.
     *
     * @throws Refusal naming the line where the file is no CSV
     */
    public void read(Visitor visitor) {
        long[] line = {1};
        try (CSVParser parser = FORMAT.parse(reader())) {
            Iterator<CSVRecord> records = parser.iterator();
            if (!records.hasNext()) {
                throw Refusal.failed(name() + ": is empty; its first line must name the columns");
            }
            visitor.header(columns(records.next()));
            boolean goOn = true;
            while (goOn) {
                line[0] = parser.getCurrentLineNumber() + 1;
                goOn = records.hasNext() && visitor.row(line[0], records.next());
            }
        } catch (UncheckedIOException e) {
            throw broken(line[0], e.getCause());
        } catch (IOException e) {
            throw broken(line[0], e);
        }
    }

    private Reader reader() throws IOException {
        InputStream bytes = Files.newInputStream(path);
        if (name().endsWith(".gz")) {
            bytes = new GZIPInputStream(bytes, BUFFER_BYTES);
        }
        Reader reader =
                new BufferedReader(
                        new InputStreamReader(
                                bytes,
                                StandardCharsets.UTF_8
                                        .newDecoder()
                                        .onMalformedInput(CodingErrorAction.REPORT)
                                        .onUnmappableCharacter(CodingErrorAction.REPORT)),
                        BUFFER_BYTES);
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        return reader;
    }

    private static List<String> columns(CSVRecord header) {
        return header.stream().map(String::strip).toList();
    }

    private Refusal broken(long line, IOException e) {
        String rule =
                e instanceof CharacterCodingException
                        ? "is not UTF-8"
                        : e instanceof EOFException || e instanceof ZipException
                                ? "the compressed file is damaged or cut"
                                : "is not CSV: a quoted cell does not end as it should";
        return Refusal.failed(name() + " line " + line + ": " + rule, e);
    }
}
