// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.peers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.oracle.CsvColumns;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.PeerFile;
import io.halflife.statistics.oracle.SharedFiles;
import io.halflife.statistics.quality.NewCategories;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** NannyML's published shares of missing and of unseen values of the Titanic's passengers. */
class NannymlQualityTest {

    /** The peer rounds to six digits. */
    private static final double ROUNDING = 1e-5;

    private final CsvColumns reference = part("reference");
    private final CsvColumns analysis = part("analysis");

    private static CsvColumns part(String part) {
        return CsvColumns.read(SharedFiles.PEERS.file("titanic-" + part + ".csv.gz"));
    }

    @TestFactory
    Stream<DynamicTest> tables() {
        // The first half of the file's rows is on missing values, the second on unseen ones.
        return PeerFile.named("nannyml-titanic-data-quality.json")
                .rows("tables", row -> checkColumns(row, row.has("Age.value")));
    }

    @TestFactory
    Stream<DynamicTest> missingValues() {
        return PeerFile.named("nannyml-titanic-data-quality.json")
                .rows("missing_values", row -> checkColumns(row, true));
    }

    @TestFactory
    Stream<DynamicTest> unseenValues() {
        return PeerFile.named("nannyml-titanic-data-quality.json")
                .rows("unseen_values", row -> checkColumns(row, false));
    }

    private void checkColumns(OracleCase row, boolean missing) {
        long first = row.whole("chunk.start_index");
        long last = row.whole("chunk.end_index");
        boolean isReference = row.text("chunk.period").equals("reference");
        CsvColumns window = (isReference ? reference : analysis).rows(i -> i >= first && i <= last);
        int compared = 0;
        for (String column : reference.names()) {
            if (row.has(column + ".value")) {
                double share = missing ? missing(window, column) : unseen(window, column);
                row.close(column + ".value", share, ROUNDING, 1e-12);
                compared++;
            }
        }
        assertTrue(compared >= 4, "only " + compared + " columns");
    }

    private static double missing(CsvColumns window, String column) {
        List<String> cells = window.cells(column);
        return cells.stream().filter(String::isEmpty).count() / (double) cells.size();
    }

    /** Of all rows: blank cells count as seen. */
    private double unseen(CsvColumns window, String column) {
        NewCategories.Result result =
                NewCategories.compare(
                        FrequencyTable.of(reference.counts(column)),
                        FrequencyTable.of(window.counts(column)));
        return result.rows() / (double) window.cells(column).size();
    }
}
