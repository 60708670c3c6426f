// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.verb;

import io.halflife.http.auth.Scope;
import io.halflife.launcher.console.Refusal;
import io.halflife.storage.key.Cidr;
import io.halflife.storage.key.KeyDraft;
import io.halflife.storage.key.KeyLimits;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What was typed about a key. */
final class KeyOptions {

    static final Set<String> VALUED =
            Set.of("--name", "--scopes", "--models", "--expires", "--cidr", "--rate");
    static final Set<String> FLAGS = Set.of("--auto-register", "--json");

    private static final Pattern SHORT = Pattern.compile("([0-9]{1,5})([dh])");
    private static final Pattern RATE = Pattern.compile("([a-z-]+)=([0-9]{1,9})");
    private static final List<String> RATES =
            List.of("requests", "requests-burst", "items", "items-burst");

    private KeyOptions() {}

    static KeyDraft draft(Options options) {
        try {
            return new KeyDraft(
                    required(options, "--name", "who the key is for"),
                    scopes(required(options, "--scopes", "what it may do, as " + known())),
                    options.value("--models").map(KeyOptions::list).orElse(List.of()),
                    options.has("--auto-register"),
                    cidr(options),
                    options.value("--rate").map(KeyOptions::limits).orElse(KeyLimits.NONE),
                    options.value("--expires")
                            .map(text -> duration("--expires", text))
                            .orElse(KeyDraft.LIFETIME_DEFAULT));
        } catch (IllegalArgumentException e) {
            throw Refusal.usage(e.getMessage());
        }
    }

    /** The id of a key; the key itself was not meant to be typed here. */
    static String id(Options options) {
        String id = options.only("the id of a key; halflife keys list shows them");
        if (!id.matches("[0-9A-Za-z]{12}")) {
            throw Refusal.usage("a key's id has 12 letters and digits, as keys list shows them");
        }
        return id;
    }

    private static String required(Options options, String name, String what) {
        return options.value(name)
                .orElseThrow(() -> Refusal.usage("keys create needs " + name + ": " + what));
    }

    private static String known() {
        return Arrays.stream(Scope.values()).map(Scope::text).collect(Collectors.joining(","));
    }

    private static List<String> scopes(String text) {
        List<String> scopes = list(text);
        for (String scope : scopes) {
            if (Scope.ofText(scope).isEmpty()) {
                throw Refusal.usage("there is no scope " + scope + "; there are " + known());
            }
        }
        return scopes;
    }

    private static List<String> list(String text) {
        List<String> parts =
                Arrays.stream(text.split(",", -1)).map(String::strip).distinct().toList();
        if (parts.contains("")) {
            throw Refusal.usage("there is an empty name in " + text);
        }
        return parts;
    }

    private static Optional<Cidr> cidr(Options options) {
        try {
            return options.value("--cidr").map(Cidr::of);
        } catch (IllegalArgumentException e) {
            throw Refusal.usage("--cidr: " + e.getMessage());
        }
    }

    /** {@code 90d}, {@code 24h}, or as ISO 8601 has it. */
    static Duration duration(String name, String text) {
        Matcher matcher = SHORT.matcher(text);
        try {
            Duration duration =
                    matcher.matches()
                            ? Duration.parse(
                                    matcher.group(2).equals("d")
                                            ? "P" + matcher.group(1) + "D"
                                            : "PT" + matcher.group(1) + "H")
                            : Duration.parse(text);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            throw Refusal.usage(name + " must be a length of time such as 90d, 24h or PT24H");
        }
        throw Refusal.usage(name + " must not be negative");
    }

    static String words(Duration duration) {
        long hours = duration.toHours();
        return hours > 0 && hours % 24 == 0 ? hours / 24 + " days" : hours + " hours";
    }

    /** {@code requests=50,items=1000}, each with {@code -burst} if it is not twice the rate. */
    private static KeyLimits limits(String text) {
        Map<String, Integer> values = new HashMap<>();
        for (String part : list(text)) {
            Matcher matcher = RATE.matcher(part);
            if (!matcher.matches() || !RATES.contains(matcher.group(1))) {
                throw Refusal.usage(
                        "--rate must be like requests=50,items=1000 (a second each), with "
                                + String.join(", ", RATES));
            }
            int value = Integer.parseInt(matcher.group(2));
            if (value < 1) {
                throw Refusal.usage("--rate: " + matcher.group(1) + " must be at least 1");
            }
            values.put(matcher.group(1), value);
        }
        return new KeyLimits(
                values.getOrDefault("requests", 0),
                values.getOrDefault("requests-burst", 0),
                values.getOrDefault("items", 0),
                values.getOrDefault("items-burst", 0));
    }
}
