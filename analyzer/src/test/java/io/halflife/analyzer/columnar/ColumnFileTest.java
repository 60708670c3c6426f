// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.columnar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.analyzer.columnar.TableColumn.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColumnFileTest {

    private static final TableSchema SCHEMA =
            new TableSchema(
                    "rows",
                    List.of(
                            new TableColumn("at", Kind.TIME, true),
                            new TableColumn("id", Kind.ID, true),
                            new TableColumn("revision", Kind.WHOLE, true),
                            new TableColumn("full", Kind.NUMBER, false),
                            new TableColumn("holes", Kind.NUMBER, false),
                            new TableColumn("none", Kind.NUMBER, false),
                            new TableColumn("few", Kind.TEXT, false),
                            new TableColumn("many", Kind.TEXT, false)));

    @TempDir private Path folder;

    /** More rows than a row group and than a page of texts with a dictionary hold. */
    @Test
    void read_givesWhatWasWritten() throws IOException {
        long seed = 20261122;
        List<Object[]> rows = rows(4 * TableWriter.GROUP_ROWS + 10_000, seed);

        String checksum = write(rows);

        try (ColumnFile file = open()) {
            assertEquals(5, file.groups(), "seed " + seed);
            assertEquals(rows.size(), file.rows());
            int first = 0;
            for (int group = 0; group < file.groups(); group++) {
                assertGroup(rows.subList(first, first + file.rows(group)), file, group);
                first += file.rows(group);
            }
            assertEquals(checksum, file.checksum(SCHEMA));
            assertEquals("v", file.notes().get("k"));
        }
    }

    private static void assertGroup(List<Object[]> rows, ColumnFile file, int group)
            throws IOException {
        List<String> columns = SCHEMA.columns().stream().map(TableColumn::name).toList();
        ColumnGroup read = file.read(group, columns);
        long[] at = read.longs("at");
        Ids ids = read.ids("id");
        long[] revision = read.longs("revision");
        Texts few = read.texts("few");
        Texts many = read.texts("many");
        double[][] numbers = {read.numbers("full"), read.numbers("holes"), read.numbers("none")};
        for (int i = 0; i < rows.size(); i++) {
            Object[] row = rows.get(i);
            assertEquals(row[0], at[i]);
            assertEquals(row[1], new UUID(ids.upper(i), ids.lower(i)));
            assertEquals(row[2], revision[i]);
            for (int c = 0; c < 3; c++) {
                double expected = row[3 + c] == null ? Double.NaN : (Double) row[3 + c];
                assertEquals(
                        Double.doubleToRawLongBits(expected),
                        Double.doubleToRawLongBits(numbers[c][i]));
            }
            assertEquals(row[6], few.get(i));
            assertEquals(row[7], many.get(i));
        }
        assertEquals(new ColumnFile.Range(at[0], at[at.length - 1]), file.range(group, "at"));
    }

    private static List<Object[]> rows(int n, long seed) {
        Random random = new Random(seed);
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            // Missing values stand alone, in long stretches and in whole pages.
            boolean hole = random.nextInt(7) == 0 || (i > 30_000 && i < 60_000);
            rows.add(
                    new Object[] {
                        1_000L * i,
                        new UUID(random.nextLong(), random.nextLong()),
                        (long) random.nextInt(3),
                        random.nextInt(1000) == 0 ? -0.0 : random.nextGaussian(),
                        hole ? null : random.nextDouble(),
                        null,
                        random.nextInt(10) == 0 ? null : "käse " + random.nextInt(5),
                        random.nextInt(10) == 0 ? null : "text " + random.nextInt(900_000)
                    });
        }
        return rows;
    }

    @Test
    void read_columnThatTheFileLacks() throws IOException {
        write(rows(10, 1));

        try (ColumnFile file = open()) {
            ColumnGroup group = file.read(0, List.of("at", "later"));
            double[] missing = new double[10];
            Arrays.fill(missing, Double.NaN);
            assertArrayEquals(missing, group.numbers("later"));
            assertEquals(-1, group.texts("later").code(9));
        }
    }

    @Test
    void checksum_differsWithOneBit() throws IOException {
        List<Object[]> rows = rows(100, 2);
        String before = write(rows);
        rows.get(50)[3] = Math.nextUp((Double) rows.get(50)[3]);

        assertNotEquals(before, write(rows));
    }

    @Test
    void checksum_differsWithOrderAndHoles() throws IOException {
        List<Object[]> rows = rows(100, 3);
        String before = write(rows);
        Object[] first = rows.set(0, rows.get(1));
        rows.set(1, first);
        String swapped = write(rows);

        assertNotEquals(before, swapped);
        rows.get(3)[6] = null;
        rows.get(3)[7] = "x";
        assertNotEquals(swapped, write(rows));
    }

    /** A byte that a disk lost is found by the checksum of its page, not taken for a number. */
    @Test
    void read_damagedPage() throws IOException {
        write(rows(5_000, 4));
        Path path = folder.resolve("a.parquet");
        byte[] bytes = Files.readAllBytes(path);
        int middle = bytes.length / 2;
        bytes[middle] ^= 0x10;
        Files.write(path, bytes);

        Exception failure =
                assertThrows(
                        Exception.class,
                        () -> {
                            try (ColumnFile file = open()) {
                                file.checksum(SCHEMA);
                            }
                        });
        assertTrue(failure.getMessage().contains("CRC"), failure::toString);
    }

    private String write(List<Object[]> rows) throws IOException {
        Folder local = Folders.of(folder.toString());
        TableWriter writer = TableWriter.create(SCHEMA, local.create(".a.tmp"), Map.of("k", "v"));
        try (writer) {
            for (Object[] row : rows) {
                writer.add(row);
            }
        }
        local.publish(".a.tmp", "a.parquet");
        return writer.checksum();
    }

    private ColumnFile open() throws IOException {
        return ColumnFile.open(Folders.of(folder.toString()).open("a.parquet"));
    }
}
