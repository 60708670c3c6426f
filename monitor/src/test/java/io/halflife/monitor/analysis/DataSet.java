// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.monitor.DataFolder;
import io.halflife.monitor.drift.DriftTests;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.model.OutputSpec;
import io.halflife.monitor.model.Signature;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.model.VersionDefinition;
import io.halflife.monitor.performance.MetricValue;
import io.halflife.monitor.performance.PerformanceProfile;
import io.halflife.monitor.policy.DriftSettings;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.window.CalendarWindows;
import io.halflife.monitor.window.CountWindows;
import io.halflife.monitor.window.Window;
import io.halflife.monitor.window.WindowSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A data set of the shared folder, read into what the analyzer would hand to a run. */
final class DataSet {

    final String name;
    final JsonNode schema;
    final Table reference;
    final Table production;
    final OutputSpec output;
    final WindowSpec windows;

    DataSet(String name) throws IOException {
        this.name = name;
        this.schema = DataFolder.data(name, "schema.json");
        this.reference = Table.read(name, "reference.csv.gz");
        this.production = Table.read(name, "production.csv.gz");
        this.output = output();
        this.windows = windows();
    }

    /** The whole production part in one run. */
    AnalysisInput input(MonitoringPolicy policy, Instant asOf, String range) {
        Map<Column, FeatureProfile> references = new TreeMap<>();
        columns()
                .forEach(
                        (column, kind) ->
                                references.put(
                                        column, profile(reference, column, kind, reference.all())));
        Map<String, Double> performance = new HashMap<>();
        for (MetricValue metric : performance(reference, reference.all())) {
            performance.put(metric.metric(), metric.value());
        }
        return new AnalysisInput(
                version(),
                "production",
                asOf,
                new ReferenceFacts(
                        1,
                        reference.rows.size(),
                        reference.time(reference.rows.size() - 1),
                        performance),
                policy,
                1,
                windowAnalyses(references, policy.drift()),
                History.NONE,
                range);
    }

    List<MetricValue> referencePerformance() {
        return performance(reference, reference.all());
    }

    private List<WindowAnalysis> windowAnalyses(
            Map<Column, FeatureProfile> references, DriftSettings settings) {
        Map<Window, List<Integer>> rows = new TreeMap<>();
        for (int i = 0; i < production.rows.size(); i++) {
            rows.computeIfAbsent(
                            windows.containing(production.time(i)).orElseThrow(),
                            w -> new ArrayList<>())
                    .add(i);
        }
        List<WindowAnalysis> analyses = new ArrayList<>();
        rows.forEach(
                (window, members) -> {
                    List<ColumnAnalysis> columns = new ArrayList<>();
                    columns()
                            .forEach(
                                    (column, kind) -> {
                                        FeatureProfile profile =
                                                profile(production, column, kind, members);
                                        columns.add(
                                                new ColumnAnalysis(
                                                        profile.summary(),
                                                        profile,
                                                        DriftTests.compare(
                                                                references.get(column),
                                                                profile,
                                                                settings)));
                                    });
                    analyses.add(
                            new WindowAnalysis(
                                    window,
                                    windows.label(window),
                                    members.size(),
                                    production.time(members.get(0)),
                                    production.time(members.get(members.size() - 1)),
                                    columns,
                                    performance(production, members)));
                });
        return analyses;
    }

    private FeatureProfile profile(
            Table table, Column column, FeatureKind kind, List<Integer> rows) {
        int index = table.index(column.name());
        if (kind == FeatureKind.NUMERIC) {
            double[] values =
                    rows.stream().mapToDouble(row -> number(table.rows.get(row)[index])).toArray();
            return FeatureProfile.ofNumeric(column, values, 0, values.length, 0);
        }
        Map<String, Long> counts = new HashMap<>();
        long missing = 0;
        for (int row : rows) {
            String value = table.rows.get(row)[index];
            if (value.isEmpty()) {
                missing++;
            } else {
                counts.merge(value, 1L, Long::sum);
            }
        }
        return FeatureProfile.ofCategories(column, counts, missing);
    }

    private List<MetricValue> performance(Table table, List<Integer> rows) {
        PerformanceProfile.Builder builder = PerformanceProfile.builder(output);
        int prediction = table.index("prediction");
        int label = table.index("label");
        int probability = output.task().isClassification() ? table.index("probability") : -1;
        for (int row : rows) {
            String[] cells = table.rows.get(row);
            if (probability >= 0) {
                builder.add(
                        cells[prediction],
                        number(cells[probability]),
                        Double.NaN,
                        cells[label].isEmpty() ? null : cells[label],
                        Double.NaN);
            } else {
                builder.add(
                        null, Double.NaN, number(cells[prediction]), null, number(cells[label]));
            }
        }
        return builder.build().metrics();
    }

    private Map<Column, FeatureKind> columns() {
        Map<Column, FeatureKind> columns = new TreeMap<>();
        for (Feature feature : signature().inputs()) {
            columns.put(Column.feature(feature.name()), feature.kind());
        }
        boolean classes = output.task().isClassification();
        FeatureKind kind = classes ? FeatureKind.CATEGORICAL : FeatureKind.NUMERIC;
        columns.put(Column.PREDICTION, kind);
        columns.put(Column.LABEL, kind);
        if (classes) {
            columns.put(Column.PROBABILITY, FeatureKind.NUMERIC);
        }
        return columns;
    }

    private Signature signature() {
        List<Feature> features = new ArrayList<>();
        for (JsonNode feature : schema.get("features")) {
            FeatureKind kind =
                    FeatureKind.valueOf(feature.get("type").textValue().toUpperCase(Locale.ROOT));
            features.add(new Feature(feature.get("name").textValue(), "", kind, false, List.of()));
        }
        return new Signature(features, false);
    }

    private VersionDefinition version() {
        return new VersionDefinition(
                new ModelVersion(name, "1"),
                signature(),
                output,
                "",
                VersionDefinition.TrainingData.UNKNOWN,
                "{}");
    }

    private OutputSpec output() {
        JsonNode prediction = schema.get("prediction");
        return schema.get("task").textValue().equals("regression")
                ? new OutputSpec(Task.REGRESSION, "", List.of(), 0.5)
                : new OutputSpec(
                        Task.BINARY_CLASSIFICATION,
                        prediction.get("positive_class").textValue(),
                        List.of(),
                        0.5);
    }

    private WindowSpec windows() {
        JsonNode spec = schema.get("windows");
        if (spec.get("kind").textValue().equals("calendar")) {
            return new CalendarWindows(
                    CalendarWindows.Unit.valueOf(
                            spec.get("unit").textValue().toUpperCase(Locale.ROOT)),
                    ZoneOffset.UTC);
        }
        int rows = spec.get("rows").intValue();
        List<Instant> boundaries = new ArrayList<>();
        for (int i = 0; i < production.rows.size(); i += rows) {
            boundaries.add(production.time(i));
        }
        boundaries.add(production.time(production.rows.size() - 1).plusNanos(1000));
        return new CountWindows(rows, boundaries);
    }

    private static double number(String cell) {
        return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    }

    /** Comma-separated rows without quotes. */
    static final class Table {

        private final List<String> header;
        private final List<String[]> rows;

        private Table(List<String> header, List<String[]> rows) {
            this.header = header;
            this.rows = rows;
        }

        static Table read(String set, String file) throws IOException {
            try (BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(
                                    DataFolder.unzipped(set, file), StandardCharsets.UTF_8))) {
                List<String> header = Arrays.asList(in.readLine().split(",", -1));
                List<String[]> rows = new ArrayList<>();
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    rows.add(line.split(",", -1));
                }
                return new Table(header, rows);
            }
        }

        int index(String column) {
            int index = header.indexOf(column);
            if (index < 0) {
                throw new IllegalArgumentException("no column " + column + " in " + header);
            }
            return index;
        }

        Instant time(int row) {
            return Instant.parse(rows.get(row)[index("timestamp")]);
        }

        List<Integer> all() {
            return IntStream.range(0, rows.size()).boxed().toList();
        }
    }
}
