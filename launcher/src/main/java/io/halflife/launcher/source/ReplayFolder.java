// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.source;

import io.halflife.launcher.console.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVRecord;

/**
 * A folder with {@code schema.json}, {@code reference.csv[.gz]} and {@code production.csv[.gz]}.
 * Check it before using its rows: only then are they known to be sound from the first to the last.
 */
public final class ReplayFolder {

    private static final String SCHEMA = "schema.json";

    private final ReplaySchema schema;
    private final CsvFile reference;
    private final CsvFile production;
    private final Instant now;

    private ReplayFolder(ReplaySchema schema, CsvFile reference, CsvFile production, Instant now) {
        this.schema = schema;
        this.reference = reference;
        this.production = production;
        this.now = now;
    }

    /**
     * Reads the schema and finds the files.
     *
     * @param now by the wall clock: rows may not lie in the future
     * @throws Refusal naming what is missing or wrong
     */
    public static ReplayFolder open(Path folder, Instant now) {
        if (!Files.isDirectory(folder)) {
            throw Refusal.failed(folder + " is not a folder");
        }
        Path schemaFile = folder.resolve(SCHEMA);
        if (!Files.exists(schemaFile)) {
            throw Refusal.failed(
                    folder + " holds no " + SCHEMA + ", which names the model and its columns");
        }
        try {
            ReplaySchema schema = new SchemaReader(SCHEMA).read(Files.readString(schemaFile));
            return new ReplayFolder(
                    schema, CsvFile.in(folder, "reference"), CsvFile.in(folder, "production"), now);
        } catch (IOException e) {
            throw Refusal.failed("cannot read " + schemaFile + ": " + e.getMessage(), e);
        }
    }

    public ReplaySchema schema() {
        return schema;
    }

    /**
     * Reads both files from end to end.
     *
     * @param windows how production is cut
     * @throws Refusal with one line for each problem: file, line, column, rule
     */
    public FolderCheck check(WindowChoice windows) {
        Problems problems = new Problems();
        ReferenceCheck referenceCheck = new ReferenceCheck(reference.name(), problems);
        read(reference, false, problems, referenceCheck::add);
        referenceCheck.end(schema.rows().reference());
        ProductionCheck productionCheck =
                new ProductionCheck(production.name(), problems, new WindowCutter(windows));
        read(production, true, problems, productionCheck::add);
        productionCheck.end(schema.rows().production());
        problems.refuseIfAny();
        return new FolderCheck(
                referenceCheck.rows(), referenceCheck.latest(), productionCheck.span());
    }

    /** The rows of the reference, in the order of the file. */
    public void reference(Consumer<Row> consumer) {
        again(reference, false, consumer);
    }

    /** The rows of production, in order of time. */
    public void production(Consumer<Row> consumer) {
        again(production, true, consumer);
    }

    private void again(CsvFile file, boolean isProduction, Consumer<Row> consumer) {
        Problems problems = new Problems();
        read(
                file,
                isProduction,
                problems,
                (line, row) -> {
                    problems.refuseIfAny();
                    consumer.accept(row);
                });
        problems.refuseIfAny();
    }

    /** Takes a sound row and where it began. */
    private interface RowConsumer {
        void accept(long line, Row row);
    }

    private void read(CsvFile file, boolean isProduction, Problems problems, RowConsumer consumer) {
        RowReader reader = new RowReader(file.name(), schema, isProduction, now, problems);
        file.read(
                new CsvFile.Visitor() {
                    private boolean sound;

                    @Override
                    public void header(List<String> columns) {
                        sound = reader.header(columns);
                    }

                    @Override
                    public boolean row(long line, CSVRecord cells) {
                        if (!sound || problems.isFull()) {
                            return false;
                        }
                        Optional<Row> row = reader.row(line, cells);
                        row.ifPresent(r -> consumer.accept(line, r));
                        return true;
                    }
                });
    }
}
