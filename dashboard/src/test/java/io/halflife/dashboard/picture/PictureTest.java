// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.dashboard.chart.Chart;
import io.halflife.dashboard.chart.ChartSpec;
import io.halflife.dashboard.chart.CurveSpec;
import io.halflife.dashboard.chart.EventMark;
import io.halflife.dashboard.chart.HeatSpec;
import io.halflife.dashboard.chart.Paint;
import io.halflife.dashboard.chart.Series;
import io.halflife.dashboard.chart.Series.Point;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PictureTest {

    private static final Instant START = Instant.parse("2026-08-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-08-11T00:00:00Z");

    private static Instant day(int day) {
        return START.plusSeconds(86_400L * day);
    }

    private static ChartSpec spec() {
        return new ChartSpec(START, END, 3, "");
    }

    private static Picture picture(ChartSpec spec) {
        return Picture.of(Chart.of("Title", "subtitle", "a sentence", spec));
    }

    /** A line has a hole where a figure is undefined, and stands where its figures are. */
    @Test
    void line_isDrawnWithItsHole() {
        Picture picture =
                picture(
                        spec().fromZero()
                                .add(
                                        Series.of(
                                                "effect",
                                                Series.Style.LINE,
                                                Paint.ACCENT,
                                                List.of(
                                                        Point.of(day(0), "a", 1, 5),
                                                        Point.of(day(1), "b", Double.NaN, 5),
                                                        Point.of(day(5), "c", 1, 5),
                                                        Point.of(day(10), "d", 0, 5)))));

        assertTrue(
                picture.field()
                        .contains(
                                "<path class=\"line p-accent\" d=\"M0 15.3h0M500 15.3L1000 206\"/>"),
                picture.field());
    }

    @Test
    void points_haveTheirIntervals() {
        Picture picture =
                picture(
                        spec().add(
                                        Series.of(
                                                "accuracy",
                                                Series.Style.POINTS,
                                                Paint.INK,
                                                List.of(
                                                        new Point(
                                                                day(5),
                                                                "w",
                                                                0.8,
                                                                0.7,
                                                                0.9,
                                                                120,
                                                                "98 % of 122 labelled")))));

        assertTrue(picture.field().contains("class=\"dots p-ink\" d=\"M500 "), picture.field());
        assertTrue(picture.field().contains("class=\"range p-ink\" d=\"M500 "), picture.field());
        assertEquals(
                List.of(List.of("w", "0.800 (0.700 to 0.900), n 120, 98 % of 122 labelled")),
                picture.figures().rows());
    }

    /** What happened is named, whatever the name holds. */
    @Test
    void marks_areEscaped() {
        ChartSpec spec =
                spec().add(
                                Series.of(
                                        "n",
                                        Series.Style.BARS,
                                        Paint.ACCENT,
                                        List.of(Point.of(day(1), "w", 1, -1))))
                        .marks(
                                List.of(
                                        new EventMark(
                                                EventMark.Kind.ALARM,
                                                day(3),
                                                "alarm raised: </title><img src=x>")));

        String field = picture(spec).field();

        assertFalse(field.contains("<img"), field);
        assertTrue(field.contains("alarm raised: &lt;/title&gt;&lt;img src=x&gt;"), field);
        assertTrue(field.contains("x=\"30%\""), field);
    }

    @Test
    void figures_ofMoreThanATableHoldsAreTheNewest() {
        List<Point> points =
                java.util.stream.IntStream.range(0, 130)
                        .mapToObj(i -> Point.of(START.plusSeconds(3600L * i), "w" + i, i, 1))
                        .toList();

        FigureTable figures =
                picture(spec().add(Series.of("x", Series.Style.LINE, Paint.INK, points))).figures();

        assertEquals(FigureTable.ROWS_MAX, figures.rows().size());
        assertEquals("w129", figures.rows().get(0).get(0));
        assertEquals(30, figures.leftOut());
    }

    @Test
    void heat_hasACellForEveryShare() {
        HeatSpec heat =
                new HeatSpec(List.of(0.5, 1000.0), "ms")
                        .add(day(0), day(1), 40, List.of(0.25, 0.75, 0.0));

        Picture picture = picture(spec().heat(heat));

        assertEquals(2, picture.field().split("class=\"cell ", -1).length - 1);
        assertEquals(
                List.of("Window", "up to 0.5 ms", "0.5 to 1,000 ms", "above 1,000 ms", "n"),
                picture.figures().head());
        assertEquals(
                List.of("2026-08-01", "25.00 %", "75.00 %", "0.00 %", "40"),
                picture.figures().rows().get(0));
    }

    @Test
    void histogram_isClosedAndNamesItsBins() {
        CurveSpec spec =
                new CurveSpec(0, 2, 1, true).add(0, 0.25, 0.5).add(1, 0.75, 0.5).add(2, 0.75, 0.5);

        Picture picture = Picture.of(new Chart("Histogram", "", "words", spec.json(), ""));

        assertTrue(picture.field().contains("class=\"bars p-reference\" d=\"M0 206V"));
        assertEquals(List.of("0.0 to 1.0", "25.00 %", "50.00 %"), picture.figures().rows().get(0));
        assertEquals(2, picture.figures().rows().size());
    }

    /** Without a tip under the cursor the colours have to be named. */
    @Test
    void key_namesEverySeries() {
        Picture picture =
                picture(
                        spec().add(
                                        Series.of(
                                                "p99",
                                                Series.Style.LINE,
                                                Paint.ACCENT,
                                                List.of(Point.of(day(1), "", 3, 1))))
                                .add(Series.of("none", Series.Style.LINE, Paint.INK, List.of())));

        assertEquals(List.of(new Picture.Key("accent", "p99")), picture.key());
    }

    @Test
    void refusal_saysWhyAndDrawsNothing() {
        Picture picture = Picture.of(Chart.refused("Title", "subtitle", "No label has come."));

        assertFalse(picture.isDrawn());
        assertEquals("No label has come.", picture.why());
        assertNull(picture.figures());
    }

    /** One window, one value, no range: still a picture. */
    @Test
    void single_valueIsDrawn() {
        Picture picture =
                picture(
                        spec().add(
                                        Series.of(
                                                "accuracy",
                                                Series.Style.LINE,
                                                Paint.ACCENT,
                                                List.of(Point.of(day(5), "w", 0, 1)))));

        assertTrue(picture.field().contains("class=\"dots p-accent\""), picture.field());
        assertFalse(picture.field().contains("NaN"), picture.field());
    }
}
