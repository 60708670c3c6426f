// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.picture;

/** Writes elements of an SVG. Places have one decimal at most: finer than any eye. */
final class Svg {

    private final StringBuilder text = new StringBuilder();

    /** Markup that is made here. */
    Svg raw(String markup) {
        text.append(markup);
        return this;
    }

    /** A path of these classes of the style sheet. */
    Svg path(String classes, CharSequence d) {
        if (d.length() > 0) {
            text.append("<path class=\"")
                    .append(classes)
                    .append("\" d=\"")
                    .append(d)
                    .append("\"/>");
        }
        return this;
    }

    Svg rect(String classes, double x, double y, double width, double height) {
        text.append("<rect class=\"").append(classes).append("\" x=\"").append(place(x));
        text.append("\" y=\"").append(place(y)).append("\" width=\"").append(place(width));
        text.append("\" height=\"").append(place(height)).append("\"/>");
        return this;
    }

    /**
     * Words.
     *
     * @param x a place, or a percentage
     * @param more further attributes, each after a space
     */
    Svg words(String classes, String x, double y, String more, String words) {
        text.append("<text class=\"").append(classes).append("\" x=\"").append(x);
        text.append("\" y=\"").append(place(y)).append('"').append(more).append('>');
        text.append(escaped(words)).append("</text>");
        return this;
    }

    static String escaped(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    static String place(double value) {
        long tenths = Math.round(10 * value);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : Double.toString(tenths / 10.0);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
