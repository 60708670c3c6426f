// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.console;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells, lined up for a terminal: words to the left, figures to the right. */
public final class TextTable {

    private static final String GAP = "  ";

    private final List<String> header;
    private final int firstFigure;
    private final int firstRemark;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * An empty table.
     *
     * @param wordsBefore how many columns, from the left, hold words
     * @param wordsAfter how many columns, from the right, hold words
     */
    public TextTable(int wordsBefore, int wordsAfter, List<String> header) {
        this.firstFigure = wordsBefore;
        this.firstRemark = header.size() - wordsAfter;
        this.header = List.copyOf(header);
    }

    public void add(List<String> row) {
        if (row.size() != header.size()) {
            throw new IllegalArgumentException(
                    "a row has " + header.size() + " cells, not " + row.size());
        }
        rows.add(List.copyOf(row));
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Header and rows, one line each, without trailing blanks. */
    public List<String> lines() {
        int[] widths = new int[header.size()];
        widen(widths, header);
        rows.forEach(row -> widen(widths, row));
        List<String> lines = new ArrayList<>();
        lines.add(line(widths, header));
        rows.forEach(row -> lines.add(line(widths, row)));
        return lines;
    }

    private static void widen(int[] widths, List<String> cells) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], width(cells.get(i)));
        }
    }

    private String line(int[] widths, List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - width(cells.get(i)));
            line.append(i == 0 ? "" : GAP);
            boolean words = i < firstFigure || i >= firstRemark;
            line.append(words ? cells.get(i) + padding : padding + cells.get(i));
        }
        return line.toString().stripTrailing();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
