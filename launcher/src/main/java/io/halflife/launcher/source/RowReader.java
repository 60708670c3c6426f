// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.source;

import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.model.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.commons.csv.CSVRecord;

/**
 * Turns the cells of one file into rows and says what is wrong with them: file, line, column, rule.
 * Rules that look at more than one row are not here.
 */
final class RowReader {

    static final String ID = "prediction_id";
    static final String TIMESTAMP = "timestamp";

    private static final int ID_MAX = 128;
    private static final int TEXT_MAX = 4096;
    private static final double SUM_TOLERANCE = 0.01;
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final String file;
    private final ReplaySchema schema;
    private final boolean production;
    private final Instant latest;
    private final Problems problems;
    private final Map<String, Integer> positions = new HashMap<>();
    private int cellsPerRow;

    /**
     * A reader for one file.
     *
     * @param production whether rows must carry times, and labels come later than predictions
     * @param now by the wall clock: rows may not lie in the future
     */
    RowReader(
            String file, ReplaySchema schema, boolean production, Instant now, Problems problems) {
        this.file = file;
        this.schema = schema;
        this.production = production;
        this.latest = now.plus(CLOCK_SKEW);
        this.problems = problems;
    }

    /** Whether all columns that the schema names are there. */
    boolean header(List<String> columns) {
        cellsPerRow = columns.size();
        for (int i = 0; i < columns.size(); i++) {
            if (positions.putIfAbsent(columns.get(i), i) != null) {
                problems.add(file + " line 1: column " + columns.get(i) + " is named twice");
            }
        }
        for (String column : required()) {
            if (!positions.containsKey(column)) {
                problems.add(
                        file
                                + ": column "
                                + column
                                + " is missing; the header has "
                                + String.join(", ", columns));
            }
        }
        return problems.isEmpty();
    }

    private List<String> required() {
        List<String> columns = new ArrayList<>(List.of(ID));
        if (production) {
            columns.add(TIMESTAMP);
        }
        schema.features().forEach(f -> columns.add(f.name()));
        columns.add(schema.output().classColumn());
        columns.addAll(schema.output().probabilityColumns());
        columns.add(schema.output().valueColumn());
        schema.labelIfAny().ifPresent(l -> columns.add(l.column()));
        if (production) {
            schema.labelIfAny().ifPresent(l -> columns.add(l.timestampColumn()));
        }
        columns.removeIf(String::isEmpty);
        return columns;
    }

    /** The row; empty when something is wrong with it, which is then among the problems. */
    Optional<Row> row(long line, CSVRecord cells) {
        if (cells.size() != cellsPerRow) {
            problems.add(
                    file
                            + " line "
                            + line
                            + ": "
                            + cells.size()
                            + " cells, but the header names "
                            + cellsPerRow
                            + " columns");
            return Optional.empty();
        }
        Cells at = new Cells(line, cells);
        Instant time = at.time();
        Row row = new Row(at.id(), time, at.features(), at.answer(), at.truth(time));
        return at.sound ? Optional.of(row) : Optional.empty();
    }

    /** The cells of one row. */
    private final class Cells {

        private final long line;
        private final CSVRecord cells;
        private boolean sound = true;

        Cells(long line, CSVRecord cells) {
            this.line = line;
            this.cells = cells;
        }

        /** The cell without blanks around it; the empty string when missing. */
        private String cell(String column) {
            Integer position = positions.get(column);
            return position == null ? "" : cells.get(position).strip();
        }

        private void problem(String column, String rule) {
            sound = false;
            problems.add(file + " line " + line + ", column " + column + ": " + rule);
        }

        private String id() {
            String id = cell(ID);
            if (id.isEmpty()) {
                problem(ID, "is blank; every prediction needs an id");
            } else if (id.length() > ID_MAX || id.chars().anyMatch(Character::isISOControl)) {
                problem(ID, "must be at most " + ID_MAX + " characters, no control characters");
            }
            return id;
        }

        private Instant time() {
            String cell = cell(TIMESTAMP);
            if (cell.isEmpty()) {
                if (production) {
                    problem(TIMESTAMP, "is blank; every prediction needs its time");
                }
                return null;
            }
            return time(TIMESTAMP, cell);
        }

        /** Null when it is none, which is then a problem. */
        private Instant time(String column, String cell) {
            Optional<Instant> time = Times.parse(cell);
            if (time.isEmpty()) {
                problem(column, Problems.quoted(cell) + " " + Times.RULE);
            } else if (time.get().isBefore(EARLIEST)) {
                problem(column, Problems.quoted(cell) + " lies before 1900");
            } else if (time.get().isAfter(latest)) {
                problem(column, Problems.quoted(cell) + " lies in the future");
            }
            return time.orElse(null);
        }

        private Row.Features features() {
            List<ReplaySchema.FeatureColumn> columns = schema.features();
            Object[] values = new Object[columns.size()];
            for (int i = 0; i < values.length; i++) {
                ReplaySchema.FeatureColumn column = columns.get(i);
                String cell = cell(column.name());
                if (cell.isEmpty()) {
                    if (!column.nullable()) {
                        problem(column.name(), "is blank, but schema.json says nullable: false");
                    }
                } else if (column.kind() == FeatureKind.NUMERIC) {
                    values[i] = number(column.name(), cell);
                } else {
                    values[i] = text(column.name(), cell);
                }
            }
            return new Row.Features(values);
        }

        private double number(String column, String cell) {
            double number = Numbers.parse(cell);
            if (Double.isNaN(number)) {
                problem(
                        column,
                        Problems.quoted(cell) + " is not a number (a blank cell is a missing one)");
            } else if (Double.isInfinite(number)) {
                problem(column, Problems.quoted(cell) + " is too large for a number");
            }
            return number;
        }

        private String text(String column, String cell) {
            if (cell.length() > TEXT_MAX) {
                problem(column, "is longer than " + TEXT_MAX + " characters");
            }
            return cell;
        }

        private Row.Answer answer() {
            ReplaySchema.Output output = schema.output();
            if (schema.task() == Task.REGRESSION) {
                String cell = cell(output.valueColumn());
                if (cell.isEmpty()) {
                    problem(output.valueColumn(), "is blank; the model must have said something");
                    return new Row.Answer("", Double.NaN, Double.NaN, List.of());
                }
                double value = number(output.valueColumn(), cell);
                return new Row.Answer("", Double.NaN, value, List.of());
            }
            String label = known(output.classColumn());
            List<Double> probabilities = probabilities(output.probabilityColumns());
            boolean binary = schema.task() == Task.BINARY_CLASSIFICATION;
            double score = binary && !probabilities.isEmpty() ? probabilities.get(0) : Double.NaN;
            if (label.isEmpty() && Double.isNaN(score)) {
                String column =
                        output.classColumn().isEmpty()
                                ? output.probabilityColumns().get(0)
                                : output.classColumn();
                problem(column, "is blank; the model must have said something");
            }
            return new Row.Answer(label, score, Double.NaN, binary ? List.of() : probabilities);
        }

        /** A class that the schema names, or the empty string when the cell is blank. */
        private String known(String column) {
            String cell = cell(column);
            if (!cell.isEmpty() && !schema.output().classes().contains(cell)) {
                problem(
                        column,
                        "unknown class "
                                + Problems.quoted(cell)
                                + "; schema.json names "
                                + String.join(", ", new TreeSet<>(schema.output().classes())));
            }
            return cell;
        }

        /** All of them, or none when one is blank. */
        private List<Double> probabilities(List<String> columns) {
            List<Double> values = new ArrayList<>();
            double sum = 0;
            for (String column : columns) {
                String cell = cell(column);
                if (cell.isEmpty()) {
                    return List.of();
                }
                double value = number(column, cell);
                if (value < 0 || value > 1) {
                    problem(column, Problems.quoted(cell) + " is no probability: not in [0, 1]");
                }
                sum += value;
                values.add(value);
            }
            if (columns.size() > 1 && Math.abs(sum - 1) > SUM_TOLERANCE) {
                problem(columns.get(0), "the probabilities add up to " + sum + ", not to 1");
            }
            return values;
        }

        private Row.Truth truth(Instant time) {
            if (schema.labelIfAny().isEmpty()) {
                return null;
            }
            ReplaySchema.Label label = schema.labelIfAny().get();
            String cell = cell(label.column());
            if (cell.isEmpty()) {
                return null;
            }
            boolean regression = schema.task() == Task.REGRESSION;
            double value = regression ? number(label.column(), cell) : Double.NaN;
            Instant knownAt = knownAt(label, time);
            String name = regression ? "" : known(label.column());
            return knownAt == null ? null : new Row.Truth(name, value, knownAt);
        }

        /** Null when it is not known, which is then a problem unless the time itself was one. */
        private Instant knownAt(ReplaySchema.Label label, Instant time) {
            String column = label.timestampColumn();
            if (!production) {
                return time == null ? Instant.EPOCH : time;
            }
            if (column.isEmpty()) {
                return time;
            }
            String cell = cell(column);
            if (cell.isEmpty()) {
                problem(column, "is blank, but the label is not: when did it become known?");
                return null;
            }
            Instant knownAt = time(column, cell);
            if (knownAt != null && time != null && knownAt.isBefore(time)) {
                problem(column, knownAt + " lies before the prediction, which was made at " + time);
            }
            return knownAt;
        }
    }
}
