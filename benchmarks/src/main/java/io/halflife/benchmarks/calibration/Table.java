// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.calibration;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A section of the page: what was simulated, the figures, and what they say.
 *
 * @param rows each as long as the header
 * @param remark after the table; may be empty
 */
record Table(
        String title, String setting, List<String> header, List<List<String>> rows, String remark) {

    Table {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
        for (List<String> row : rows) {
            if (row.size() != header.size()) {
                throw new IllegalArgumentException("row of " + row.size() + " cells: " + row);
            }
        }
    }

    String markdown() {
        String dashes = header.stream().map(h -> "---").collect(Collectors.joining("|", "|", "|"));
        String body = rows.stream().map(Table::line).collect(Collectors.joining("\n"));
        String end = remark.isEmpty() ? "" : "\n\n" + remark;
        return "## "
                + title
                + "\n\n"
                + setting
                + "\n\n"
                + line(header)
                + "\n"
                + dashes
                + "\n"
                + body
                + end
                + "\n";
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }
}
