// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.peers;

import io.halflife.statistics.oracle.CsvColumns;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.SharedFiles;
import java.util.List;
import java.util.stream.IntStream;

/** NannyML's synthetic car loan data, cut into windows of 5 000 rows. */
record CarLoan(CsvColumns reference, CsvColumns production) {

    private static final int ROWS = 5_000;

    static CarLoan read() {
        return new CarLoan(read("reference"), read("production"));
    }

    private static CsvColumns read(String part) {
        return CsvColumns.read(
                SharedFiles.DATA.path().resolve("nannyml-car-loan").resolve(part + ".csv.gz"));
    }

    /** The window that a row of a published table is about. */
    CsvColumns window(OracleCase row) {
        boolean isReference = row.text("chunk.period").equals("reference");
        int index = (int) row.whole("chunk.chunk_index") % 10;
        return window(isReference ? reference : production, index);
    }

    List<CsvColumns> referenceWindows() {
        return IntStream.range(0, 10).mapToObj(i -> window(reference, i)).toList();
    }

    private static CsvColumns window(CsvColumns rows, int index) {
        return rows.rows(row -> row / ROWS == index);
    }
}
