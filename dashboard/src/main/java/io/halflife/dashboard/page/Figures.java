// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How figures are written on pages: fixed decimals, thousands apart, UTC, an en dash for none. */
public final class Figures {

    public static final String NONE = "–";

    private static final double P_SMALLEST = 0.001;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private Figures() {}

    public static String number(double value, int decimals) {
        return Double.isFinite(value)
                ? String.format(Locale.ROOT, "%,." + decimals + "f", value)
                : NONE;
    }

    public static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** "1 model", "2 models". */
    public static String counted(long n, String noun) {
        return count(n) + " " + noun + (n == 1 ? "" : "s");
    }

    /** Three decimals; below them "< 0.001", because more digits of a small p say nothing. */
    public static String p(double p) {
        return p < P_SMALLEST ? "< 0.001" : number(p, 3);
    }

    public static String day(Instant instant) {
        return instant == null ? NONE : DAY.format(instant);
    }

    /** The name of a metric as a sentence has it: "ROC AUC", "macro F1", "accuracy". */
    public static String metric(String name) {
        return switch (name) {
            case "roc_auc" -> "ROC AUC";
            case "f1" -> "F1";
            case "macro_f1" -> "macro F1";
            case "pr_auc" -> "PR AUC";
            case "brier" -> "Brier score";
            case "tp" -> "true positives";
            case "fp" -> "false positives";
            case "tn" -> "true negatives";
            case "fn" -> "false negatives";
            case "mae", "mse", "rmse", "mape", "r2", "ece", "mcc" -> name.toUpperCase(Locale.ROOT);
            default -> name.replace('_', ' ');
        };
    }

    public static String minute(Instant instant) {
        return instant == null ? NONE : MINUTE.format(instant);
    }

    /** "just now", "5 minutes ago", "3 hours ago", "12 days ago". */
    public static String ago(Duration age) {
        if (age.toMinutes() < 1) {
            return "just now";
        }
        if (age.toHours() < 1) {
            return counted(age.toMinutes(), "minute") + " ago";
        }
        return age.toDays() < 2
                ? counted(age.toHours(), "hour") + " ago"
                : counted(age.toDays(), "day") + " ago";
    }

    /** The first letter large, for the beginning of a sentence. */
    public static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** "13:05 UTC". */
    public static String time(Instant instant) {
        return minute(instant).substring("yyyy-MM-dd ".length());
    }
}
