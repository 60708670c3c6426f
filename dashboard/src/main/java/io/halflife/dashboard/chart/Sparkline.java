// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.chart;

import java.util.List;

/**
 * A line the size of a word, as paths of an SVG of 120 × 24: the row it stands in carries the
 * figures, so it is hidden from those who do not see it.
 *
 * @param area below the line, down to the lower edge
 * @param line with a gap where a figure is undefined
 * @param threshold height of the threshold from above; NaN for none
 */
public record Sparkline(String area, String line, double threshold) {

    public static final int WIDTH = 120;
    public static final int HEIGHT = 24;

    private static final double ROOM = 1.5;
    private static final Sparkline EMPTY = new Sparkline("", "", Double.NaN);

    /**
     * From figures at equal steps.
     *
     * @param values NaN where undefined
     * @param threshold NaN for none; it is always in the picture
     */
    public static Sparkline of(List<Double> values, double threshold) {
        double low = Double.isFinite(threshold) ? threshold : Double.POSITIVE_INFINITY;
        double high = Double.isFinite(threshold) ? threshold : Double.NEGATIVE_INFINITY;
        int defined = 0;
        for (double value : values) {
            if (Double.isFinite(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
                defined++;
            }
        }
        if (defined == 0) {
            return EMPTY;
        }
        double range = high > low ? high - low : 1;
        double base = high > low ? low : low - 0.5;
        return new Sparkline(
                path(values, base, range, true),
                path(values, base, range, false),
                Double.isFinite(threshold) ? height(threshold, base, range) : Double.NaN);
    }

    public boolean isEmpty() {
        return line.isEmpty();
    }

    public boolean hasThreshold() {
        return Double.isFinite(threshold);
    }

    /** For the attributes y1 and y2. */
    public String thresholdHeight() {
        return text(threshold);
    }

    private static String path(List<Double> values, double base, double range, boolean closed) {
        double step = values.size() > 1 ? (double) WIDTH / (values.size() - 1) : WIDTH;
        StringBuilder path = new StringBuilder();
        double last = Double.NaN;
        for (int i = 0; i < values.size(); i++) {
            if (!Double.isFinite(values.get(i))) {
                close(path, last, closed);
                last = Double.NaN;
                continue;
            }
            double x = i * step;
            boolean begins = Double.isNaN(last);
            if (begins && closed) {
                path.append('M').append(text(x)).append(' ').append(HEIGHT).append('L');
            } else {
                path.append(begins ? 'M' : 'L');
            }
            path.append(text(x)).append(' ').append(text(height(values.get(i), base, range)));
            last = x;
        }
        close(path, last, closed);
        return path.toString();
    }

    private static void close(StringBuilder path, double last, boolean closed) {
        if (closed && Double.isFinite(last)) {
            path.append('L').append(text(last)).append(' ').append(HEIGHT).append('Z');
        }
    }

    private static double height(double value, double base, double range) {
        return HEIGHT - ROOM - (value - base) / range * (HEIGHT - 2 * ROOM);
    }

    /** One decimal, and none where it is 0: a page of rows has tens of thousands of these. */
    private static String text(double value) {
        long tenths = Math.round(10 * value);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : Double.toString(tenths / 10.0);
    }
}
