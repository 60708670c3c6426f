// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.settings;

import io.halflife.monitor.naming.NearName;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Reads {@code HALFLIFE_…} keys and remembers which were asked for, so that a misspelt key stops
 * the start instead of being ignored. One reader serves all settings records of a process. Not
 * thread-safe.
 */
public final class SettingsReader {

    private static final String PREFIX = "HALFLIFE_";

    private final Map<String, String> environment;
    private final UnaryOperator<String> fileReader;
    private final Set<String> known = new TreeSet<>();

    /**
     * @param environment usually {@code System.getenv()}
     * @param fileReader gives the content of the file at a path, for {@code …_FILE} keys
     */
    public SettingsReader(Map<String, String> environment, UnaryOperator<String> fileReader) {
        this.environment = new HashMap<>(environment);
        this.fileReader = fileReader;
    }

    /** The value, or the default where the key is absent or blank. */
    public String text(String key, String defaultValue) {
        known.add(key);
        String value = environment.get(key);
        return value == null || value.isBlank() ? defaultValue : value.strip();
    }

    /**
     * A whole number.
     *
     * @throws SettingsException when it is none or outside {@code min..max}
     */
    public int integer(String key, int defaultValue, int min, int max) {
        String value = text(key, "");
        if (value.isEmpty()) {
            return defaultValue;
        }
        String rule = key + " must be a whole number in " + min + ".." + max;
        try {
            int number = Integer.parseInt(value);
            if (number < min || number > max) {
                throw new SettingsException(rule);
            }
            return number;
        } catch (NumberFormatException e) {
            throw new SettingsException(rule);
        }
    }

    /**
     * true or false.
     *
     * @throws SettingsException for any other word
     */
    public boolean flag(String key, boolean defaultValue) {
        return switch (text(key, Boolean.toString(defaultValue))) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new SettingsException(key + " must be true or false");
        };
    }

    /** A secret: the key itself, or the content of the file that {@code KEY_FILE} names. */
    public String secret(String key, String defaultValue) {
        String path = text(key + "_FILE", "");
        String direct = text(key, "");
        if (!path.isEmpty() && !direct.isEmpty()) {
            throw new SettingsException("set " + key + " or " + key + "_FILE, not both");
        }
        if (!path.isEmpty()) {
            return contentOf(key + "_FILE", path);
        }
        return direct.isEmpty() ? defaultValue : direct;
    }

    private String contentOf(String key, String path) {
        try {
            String content = fileReader.apply(path).strip();
            if (content.isEmpty()) {
                throw new SettingsException("the file is empty");
            }
            return content;
        } catch (SettingsException e) {
            throw new SettingsException(key + ": " + e.getMessage());
        }
    }

    /** The keys that were asked for so far. */
    public Set<String> known() {
        return Set.copyOf(known);
    }

    /**
     * Call once, after every record has been read.
     *
     * @throws SettingsException naming a {@code HALFLIFE_} key that nobody asked for, and the
     *     nearest known one
     */
    public void requireNothingLeft() {
        for (String key : new TreeSet<>(environment.keySet())) {
            if (key.startsWith(PREFIX) && !known.contains(key)) {
                throw new SettingsException("unknown setting " + key + nearest(key));
            }
        }
    }

    private String nearest(String key) {
        // Without what all of them begin with: it would make strangers alike.
        Map<String, String> bySuffix =
                known.stream()
                        .filter(name -> name.startsWith(PREFIX))
                        .collect(
                                Collectors.toMap(
                                        name -> name.substring(PREFIX.length()),
                                        Function.identity()));
        return NearName.near(key.substring(PREFIX.length()), bySuffix.keySet())
                .map(near -> "; did you mean " + bySuffix.get(near) + "?")
                .orElse("");
    }
}
