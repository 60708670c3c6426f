// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.launcher.console.Refusal;
import io.halflife.monitor.window.CalendarWindows;
import io.halflife.monitor.window.CountWindows;
import io.halflife.monitor.window.Window;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReplayFolderTest {

    private static final WindowChoice MONTHS =
            new WindowChoice.Calendar(CalendarWindows.Unit.MONTH);

    @TempDir Path directory;

    /** What is replaced in which file, and exactly what the user then reads. */
    static Stream<Arguments> spoiltFiles() {
        String p = "production.csv";
        String first = "p1,2026-02-01T00:00:00Z,100.5,north,ok,0.1,ok,2026-02-03T00:00:00Z";
        String pastLabel = first.replace("2026-02-03", "2026-01-31");
        return Stream.of(
                Arguments.of(
                        p,
                        "100.5",
                        "a lot",
                        "production.csv line 2, column income: \"a lot\" is not a number (a blank"
                                + " cell is a missing one)"),
                Arguments.of(
                        p,
                        "100.5",
                        "NaN",
                        "production.csv line 2, column income: \"NaN\" is not a number (a blank"
                                + " cell is a missing one)"),
                Arguments.of(
                        p,
                        "100.5",
                        "1e999",
                        "production.csv line 2, column income: \"1e999\" is too large for a"
                                + " number"),
                Arguments.of(
                        p,
                        "100.5",
                        " ",
                        "production.csv line 2, column income: is blank, but schema.json says"
                                + " nullable: false"),
                Arguments.of(
                        p,
                        "2026-02-01T00:00:00Z",
                        "yesterday",
                        "production.csv line 2, column timestamp: \"yesterday\" is not an ISO-8601"
                                + " time such as 2026-01-31T08:00:00Z"),
                Arguments.of(
                        p,
                        "2026-02-01T00:00:00Z",
                        "",
                        "production.csv line 2, column timestamp: is blank; every prediction needs"
                                + " its time"),
                Arguments.of(
                        p,
                        "2026-02-01T00:00:00Z",
                        "1826-02-01T00:00:00Z",
                        "production.csv line 2, column timestamp: \"1826-02-01T00:00:00Z\" lies"
                                + " before 1900"),
                Arguments.of(
                        p,
                        "2026-03-02T00:00:00Z",
                        "2027-03-02T00:00:00Z",
                        "production.csv line 4, column timestamp: \"2027-03-02T00:00:00Z\" lies in"
                                + " the future\nproduction.csv line 4, column label_timestamp:"
                                + " 2026-04-02T00:00:00Z lies before the prediction, which was made"
                                + " at 2027-03-02T00:00:00Z"),
                Arguments.of(
                        p,
                        "2026-02-02T00:00:00Z",
                        "2026-01-02T00:00:00Z",
                        "production.csv line 3, column timestamp: 2026-01-02T00:00:00Z lies before"
                                + " the row above (2026-02-01T00:00:00Z); rows must be in order of"
                                + " time"),
                Arguments.of(
                        p,
                        first,
                        pastLabel,
                        "production.csv line 2, column label_timestamp: 2026-01-31T00:00:00Z lies"
                                + " before the prediction, which was made at 2026-02-01T00:00:00Z"),
                Arguments.of(
                        p,
                        ",ok,2026-02-03T00:00:00Z",
                        ",ok,",
                        "production.csv line 2, column label_timestamp: is blank, but the label is"
                                + " not: when did it become known?"),
                Arguments.of(
                        p,
                        ",ok,2026-02-03T00:00:00Z",
                        ",perhaps,2026-02-03T00:00:00Z",
                        "production.csv line 2, column label: unknown class \"perhaps\";"
                                + " schema.json names default, ok"),
                Arguments.of(
                        p,
                        "north,ok",
                        "north,OK",
                        "production.csv line 2, column prediction: unknown class \"OK\";"
                                + " schema.json names default, ok"),
                Arguments.of(
                        p,
                        "ok,0.1",
                        "ok,1.1",
                        "production.csv line 2, column probability: \"1.1\" is no probability: not"
                                + " in [0, 1]"),
                Arguments.of(
                        p,
                        "ok,0.1",
                        ",",
                        "production.csv line 2, column prediction: is blank; the model must have"
                                + " said something"),
                Arguments.of(
                        p,
                        "p1,",
                        ",",
                        "production.csv line 2, column prediction_id: is blank; every prediction"
                                + " needs an id"),
                Arguments.of(
                        p,
                        "p2,2026-02-02T00:00:00Z",
                        "p1,2026-02-01T00:00:00Z",
                        "production.csv line 3, column prediction_id: \"p1\" stands in an earlier"
                                + " row too; every prediction needs an id of its own"),
                Arguments.of(
                        "reference.csv",
                        "r2",
                        "r1",
                        "reference.csv line 3, column prediction_id: \"r1\" stands in an earlier"
                                + " row too; every prediction needs an id of its own"),
                Arguments.of(
                        p,
                        "100.5,north",
                        "100.5",
                        "production.csv line 2: 7 cells, but the header names 8 columns"),
                Arguments.of(
                        p,
                        "income",
                        "earnings",
                        "production.csv: column income is missing; the header has prediction_id,"
                                + " timestamp, earnings, region, prediction, probability, label,"
                                + " label_timestamp"),
                Arguments.of(
                        p,
                        "region",
                        "income",
                        "production.csv line 1: column income is named twice\n"
                                + "production.csv: column region is missing; the header has"
                                + " prediction_id, timestamp, income, income, prediction,"
                                + " probability, label, label_timestamp"),
                Arguments.of(
                        p,
                        first + "\n",
                        "",
                        "production.csv: has 2 rows, but schema.json says 3: the file is cut, or"
                                + " the schema is of another one"),
                Arguments.of(
                        p,
                        "\"south, far\"",
                        "\"south, far",
                        "production.csv line 4: is not CSV: a quoted cell does not end as it"
                                + " should"),
                Arguments.of(
                        "schema.json", "\"task\": \"binary\",", "", "schema.json: task is missing"),
                Arguments.of(
                        "schema.json",
                        "\"name\": \"credit-risk\",",
                        "",
                        "schema.json: model.name is missing"),
                Arguments.of(
                        "schema.json",
                        "credit-risk",
                        "credit risk",
                        "schema.json: model.name must be 1 to 128 characters of A-Z a-z 0-9 _ . :"
                                + " / -"),
                Arguments.of(
                        "schema.json",
                        "\"binary\"",
                        "\"ranking\"",
                        "schema.json: task must be binary, multiclass or regression"),
                Arguments.of(
                        "schema.json",
                        "\"negative_class\": \"ok\"",
                        "\"negative_class\": \"default\"",
                        "schema.json: prediction.negative_class must differ from"
                                + " prediction.positive_class"),
                Arguments.of(
                        "schema.json",
                        "0.5}",
                        "50}",
                        "schema.json: prediction.threshold must be a number in [0, 1] or null"),
                Arguments.of(
                        "schema.json",
                        "\"month\"",
                        "\"decade\"",
                        "schema.json: windows.unit must be day, week, month or year"),
                Arguments.of(
                        "schema.json",
                        "\"numeric\"",
                        "\"number\"",
                        "schema.json: features[0].type must be numeric or categorical"),
                Arguments.of(
                        "schema.json",
                        "\"column\": \"label\"",
                        "\"column\": \"income\"",
                        "schema.json: column income is named twice"),
                Arguments.of(
                        "schema.json",
                        "2025-12-01",
                        "last winter",
                        "schema.json: model.trained_from is not an ISO-8601 time such as"
                                + " 2026-01-31T08:00:00Z or 2026-01-31"));
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @MethodSource("spoiltFiles")
    void check_spoiltFile(String file, String old, String replacement, String message) {
        SmallFolder folder = new SmallFolder(directory).with(file, old, replacement);

        Refusal refusal = assertThrows(Refusal.class, () -> folder.open().check(MONTHS));

        assertEquals(message, refusal.getMessage());
        assertEquals(Refusal.FAILED, refusal.exitCode());
    }

    @Test
    void open_missingFiles_areNamed() {
        SmallFolder folder = new SmallFolder(directory);
        Path absent = directory.resolve("absent");

        assertEquals(
                absent + " is not a folder",
                assertThrows(Refusal.class, () -> ReplayFolder.open(absent, SmallFolder.NOW))
                        .getMessage());
        folder.without("production.csv");
        assertEquals(
                directory + " holds no production.csv or production.csv.gz",
                assertThrows(Refusal.class, folder::open).getMessage());
        folder.without("schema.json");
        assertEquals(
                directory + " holds no schema.json, which names the model and its columns",
                assertThrows(Refusal.class, folder::open).getMessage());
    }

    @Test
    void open_schemaThatIsNoJson_namesThePlace() {
        SmallFolder folder = new SmallFolder(directory);
        folder.write("schema.json", "{\"task\": binary}");

        String message = assertThrows(Refusal.class, folder::open).getMessage();

        assertTrue(message.startsWith("schema.json line 1, column "), message);
        assertTrue(message.contains("is not JSON"), message);
    }

    @Test
    void check_manyProblems_showsTheFirstTen() {
        SmallFolder folder = new SmallFolder(directory);
        StringBuilder rows = new StringBuilder(SmallFolder.HEADER + "\n");
        for (int i = 0; i < 100; i++) {
            rows.append("p").append(i).append(",2026-02-01T00:00:00Z,x,north,ok,0.1,,\n");
        }
        folder.write("production.csv", rows.toString());

        String message =
                assertThrows(Refusal.class, () -> folder.open().check(MONTHS)).getMessage();

        assertEquals(11, message.lines().count());
        assertTrue(message.endsWith("there may be more: the rest was not read"), message);
    }

    @Test
    void check_damagedArchive_namesTheFile() {
        SmallFolder folder = new SmallFolder(directory).packed("production.csv");
        byte[] bytes = new byte[60];
        new java.util.Random(7).nextBytes(bytes);
        bytes[0] = 0x1f;
        bytes[1] = (byte) 0x8b;
        bytes[2] = 8;
        bytes[3] = 0;
        folder.write("production.csv.gz", bytes);

        String message =
                assertThrows(Refusal.class, () -> folder.open().check(MONTHS)).getMessage();

        assertEquals("production.csv.gz line 1: the compressed file is damaged or cut", message);
    }

    @Test
    void check_otherEncoding_namesTheLine() {
        SmallFolder folder = new SmallFolder(directory);
        String text = folder.read("production.csv").replace("north", "Zürich");
        folder.write("production.csv", text.getBytes(StandardCharsets.ISO_8859_1));

        String message =
                assertThrows(Refusal.class, () -> folder.open().check(MONTHS)).getMessage();

        assertTrue(message.endsWith(": is not UTF-8"), message);
    }

    @Test
    void check_soundFolder_findsTheSpan() {
        ReplayFolder folder = new SmallFolder(directory).packed("production.csv").open();

        FolderCheck check = folder.check(MONTHS);

        ProductionSpan span = check.production();
        assertEquals(2, check.referenceRows());
        assertEquals(Optional.of(instant("2026-01-02T00:00:00Z")), check.referenceEndIfAny());
        assertEquals(3, span.rows());
        assertEquals(2, span.labels());
        assertEquals(
                List.of(
                        instant("2026-03-01T01:00:00Z"),
                        instant("2026-04-01T01:00:00Z"),
                        instant("2026-04-02T01:00:00Z")),
                span.evaluations(Duration.ofHours(1)));
    }

    @Test
    void production_keepsCellsAsTheyAre() {
        List<Row> rows = new ArrayList<>();

        new SmallFolder(directory).open().production(rows::add);

        assertEquals(Optional.of(100.5), rows.get(0).features().value(0));
        assertEquals(Optional.empty(), rows.get(1).features().value(1));
        assertEquals(Optional.of("south, far"), rows.get(2).features().value(1));
        assertEquals(Optional.empty(), rows.get(1).truthIfAny());
        assertEquals(0.2, rows.get(2).answer().score());
        assertEquals("default", rows.get(2).truthIfAny().orElseThrow().label());
    }

    @Test
    void check_byteOrderMarkAndQuotedHeader_areNoMatter() {
        SmallFolder folder = new SmallFolder(directory);
        String quoted =
                Arrays.stream(SmallFolder.HEADER.split(",", -1))
                        .map(column -> '"' + column + '"')
                        .collect(java.util.stream.Collectors.joining(","));
        folder.with("production.csv", SmallFolder.HEADER, "\uFEFF" + quoted);

        assertEquals(3, folder.open().check(MONTHS).production().rows());
    }

    /** Rows 0 and 2 of windows of two; the tie at row 2 drags the row before it along. */
    @Test
    void check_countWindows_tiesGoToTheLaterWindow() {
        SmallFolder folder = new SmallFolder(directory);
        folder.with("production.csv", "2026-02-02T00:00:00Z", "2026-03-02T00:00:00Z");

        ProductionSpan span = folder.open().check(new WindowChoice.Count(2)).production();

        Instant first = instant("2026-02-01T00:00:00Z");
        Instant tie = instant("2026-03-02T00:00:00Z");
        assertEquals(new CountWindows(2, List.of(first, tie, tie.plusNanos(1000))), span.spec());
        assertEquals(
                List.of(new Window(first, tie), new Window(tie, tie.plusNanos(1000))),
                span.windows());
    }

    @Test
    void check_countWindowsOfOneInstant_areRefused() {
        SmallFolder folder = new SmallFolder(directory);
        folder.with("production.csv", "2026-02-02T00:00:00Z", "2026-02-01T00:00:00Z");

        String message =
                assertThrows(Refusal.class, () -> folder.open().check(new WindowChoice.Count(1)))
                        .getMessage();

        assertEquals(
                "production.csv line 3, column timestamp: more than 1 rows have the time"
                        + " 2026-02-01T00:00:00Z: windows of 1 rows cannot be cut there, choose"
                        + " more",
                message);
    }

    private static Instant instant(String text) {
        return Instant.parse(text);
    }
}
