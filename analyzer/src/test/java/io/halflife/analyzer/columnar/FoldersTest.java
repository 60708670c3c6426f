// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.columnar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {

    private static final TableSchema SCHEMA =
            new TableSchema("t", List.of(new TableColumn("x", TableColumn.Kind.NUMBER, false)));

    @TempDir private Path folder;

    @Test
    void localPath_keepsFiles() throws IOException {
        assertKeepsFiles(Folders.of(folder.resolve("deep/er").toString()));
    }

    @Test
    void fileUrl_isThePath() throws IOException {
        assertEquals(
                Folders.of(folder.toString()).location(),
                Folders.of("file://" + folder).location());
    }

    /** The same through Hadoop, as it is for s3a and hdfs. */
    @Test
    void hadoopUrl_keepsFiles() throws IOException {
        assertKeepsFiles(new HadoopFolder("file://" + folder.resolve("deep/er")));
    }

    private static void assertKeepsFiles(Folder files) throws IOException {
        assertEquals(List.of(), files.names("a=1"));
        try (TableWriter writer =
                TableWriter.create(SCHEMA, files.create("a=1/.x.tmp"), Map.of())) {
            writer.add(new Object[] {1.5});
        }
        assertFalse(files.exists("a=1/x.parquet"));
        files.publish("a=1/.x.tmp", "a=1/x.parquet");
        files.writeText("note.json", "{}");

        assertEquals("{}", files.readText("note.json"));
        assertTrue(files.names("a=1").contains("x.parquet"), files.names("a=1")::toString);
        try (ColumnFile file = ColumnFile.open(files.open("a=1/x.parquet"))) {
            assertEquals(1.5, file.read(0, List.of("x")).numbers("x")[0]);
        }
        assertTrue(files.bytes("a=1/x.parquet") > 0);
        files.delete("a=1/x.parquet");
        assertFalse(files.exists("a=1/x.parquet"));
    }

    @Test
    void urlWithoutItsJar_saysWhichIsMissing() {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class, () -> Folders.of("s3a://bucket/halflife"));

        assertEquals(
                "s3a://bucket/halflife: nothing here reads s3a: URLs; put hadoop-aws and what it"
                        + " needs into the analyzer's libs folder",
                refused.getMessage());
    }
}
