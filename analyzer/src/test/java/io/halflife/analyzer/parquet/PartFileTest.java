// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads files that Spark wrote; see the README beside them. */
class PartFileTest {

    private static final Path WRITTEN = Path.of("src", "test", "resources", "parquet");

    @TempDir Path folder;

    private static List<String> lines(Path path, String... without) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RowLines lines = new RowLines(out)) {
            for (PartFile part : PartFile.all(path)) {
                part.write(Set.of(without), lines);
            }
            lines.end();
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static String refusal(Path path, String... without) {
        return assertThrows(UnreadableException.class, () -> lines(path, without)).getMessage();
    }

    @Test
    void folderOfSpark_isReadWithEveryTypeAndItsPartitions() throws IOException {
        Path calls = WRITTEN.resolve("calls");

        List<String> lines = lines(calls);

        assertEquals(9, lines.size(), lines.toString());
        assertEquals(
                "{\"file\":\"" + calls.resolve("region=north/part-00000.zstd.parquet") + "\"}",
                lines.get(0));
        assertEquals(
                "{\"row\":{\"prediction_id\":\"call-3\",\"event_time\":\"2026-11-22T02:03:00.000007Z\","
                        + "\"age\":23,\"bytes\":3000000021,\"ratio\":0.375,"
                        + "\"charge\":0.30000000000000004,\"fee\":3.75,\"wide\":3.0000,"
                        + "\"plan\":null,\"roaming\":false,\"since\":\"2026-11-20\","
                        + "\"label\":\"no\",\"p\":0.5,\"region\":\"north\"}}",
                lines.get(2));
        assertTrue(lines.get(5).contains("\"charge\":NaN,"), lines.get(5));
        assertTrue(lines.get(5).contains("\"plan\":\"Ü0\""), lines.get(5));
        assertTrue(lines.get(5).endsWith("\"region\":\"south\"}}"), lines.get(5));
        assertEquals("{\"rows\":6}", lines.get(8));
    }

    @Test
    void timestampsOfTheOldKind_areTheSameTimes() throws IOException {
        List<String> lines = lines(WRITTEN.resolve("int96.snappy.parquet"));

        assertEquals(6, lines.size());
        assertTrue(
                lines.get(1).contains("\"event_time\":\"2026-11-22T02:01:00.000007Z\""),
                lines.get(1));
    }

    @Test
    void columnThatIsLeftOut_isNotRead() throws IOException {
        List<String> lines = lines(WRITTEN.resolve("calls"), "region", "bytes", "wide");

        assertTrue(lines.get(1).contains("\"age\":20,\"ratio\":0.0"), lines.get(1));
        assertTrue(lines.get(1).endsWith("\"p\":0.5}}"), lines.get(1));
    }

    @Test
    void nestedColumn_isRefusedByNameUntilItIsLeftOut() throws IOException {
        Path nested = WRITTEN.resolve("nested");

        assertTrue(refusal(nested).contains("column address holds nested values"), refusal(nested));
        assertTrue(refusal(nested, "address").contains("column tags_list holds"), refusal(nested));
        assertEquals("{\"row\":{\"id\":\"a\"}}", lines(nested, "address", "tags_list").get(1));
    }

    @Test
    void damagedFile_isRefusedByNameInOneLine() throws IOException {
        byte[] whole = Files.readAllBytes(WRITTEN.resolve("int96.snappy.parquet"));
        Path cut = Files.write(folder.resolve("cut.parquet"), new byte[] {'P', 'A', 'R', '1'});
        Path torn = folder.resolve("torn.parquet");
        byte[] bytes = whole.clone();
        Arrays.fill(bytes, 4, bytes.length / 3, (byte) -1);
        Files.write(torn, bytes);

        for (Path path : List.of(cut, torn)) {
            String message = refusal(path);
            assertTrue(message.startsWith(path + ": cannot be read: "), message);
            assertEquals(1, message.lines().count(), message);
        }
    }

    @Test
    void folderWithoutParquet_isRefused() throws IOException {
        Files.writeString(folder.resolve("_SUCCESS"), "");

        assertTrue(refusal(folder).contains("there is no .parquet file in it"));
    }
}
