// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import java.util.List;

/**
 * The effects of a column over the windows, the size of a word, as paths of an SVG that is {@link
 * #width} × {@link #HEIGHT}. Steps are whole numbers relative to the point before: a page of 200
 * columns and 90 windows has 18,000 of them, and this is what they weigh least as.
 *
 * @param width one per step from window to window
 * @param line with a gap where there is no effect
 * @param area the same down to the lower edge
 * @param floor its height from above
 */
public record EffectLine(int width, String line, String area, long floor) {

    public static final int HEIGHT = 48;

    private static final int ROOM = 2;

    /** Windows of which the lines are cut here, in floors: 1 by default. */
    private static final int FLOORS_MAX = 10;

    /**
     * From effects at equal steps.
     *
     * @param effects NaN where undefined
     * @param floor always in the picture, and at least half its height: noise below it looks like
     *     what it is
     */
    static EffectLine of(List<Double> effects, double floor) {
        double largest = effects.stream().filter(Double::isFinite).reduce(2 * floor, Math::max);
        double top = floor > 0 ? Math.min(largest, FLOORS_MAX * floor) : Math.max(largest, 1e-9);
        StringBuilder line = new StringBuilder();
        StringBuilder area = new StringBuilder();
        int at = 0;
        while (at < effects.size()) {
            int end = at;
            while (end < effects.size() && Double.isFinite(effects.get(end))) {
                end++;
            }
            if (end > at) {
                stretch(line, area, effects.subList(at, end), at, top);
            }
            at = end + 1;
        }
        return new EffectLine(
                Math.max(1, effects.size() - 1),
                line.toString(),
                area.toString(),
                height(floor, top));
    }

    /** A single window between gaps is a short line of its own. */
    private static void stretch(
            StringBuilder line, StringBuilder area, List<Double> effects, int at, double top) {
        StringBuilder steps = new StringBuilder();
        long last = height(effects.get(0), top);
        line.append('M').append(at).append(' ').append(last);
        area.append('M').append(at).append(' ').append(HEIGHT).append('V').append(last);
        for (double effect : effects.subList(1, effects.size())) {
            long next = height(effect, top);
            steps.append(steps.length() == 0 ? "l1" : " 1");
            steps.append(next < last ? "" : " ").append(next - last);
            last = next;
        }
        line.append(steps.length() == 0 ? "h.5" : steps);
        area.append(steps).append('V').append(HEIGHT).append('z');
    }

    private static long height(double effect, double top) {
        double share = Math.min(1, effect / top);
        return Math.round((HEIGHT - ROOM) - share * (HEIGHT - 2.0 * ROOM));
    }

    public boolean isEmpty() {
        return line.isEmpty();
    }
}
