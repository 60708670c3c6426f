// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.verb;

import io.halflife.launcher.console.Refusal;
import io.halflife.monitor.naming.NearName;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The words after a verb: {@code --name value}, {@code --name=value}, flags and plain words. */
final class Options {

    private final String verb;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> flags = new HashSet<>();
    private final List<String> plain = new ArrayList<>();

    private Options(String verb) {
        this.verb = verb;
    }

    /**
     * Reads them.
     *
     * @param valued names that take a value
     * @param flags names that take none
     * @throws Refusal for any other name, a missing value, or a name said twice
     */
    static Options read(String verb, List<String> words, Set<String> valued, Set<String> flags) {
        Options options = new Options(verb);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("--")) {
                options.plain.add(word);
                continue;
            }
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (flags.contains(name) && equals < 0) {
                options.flags.add(name);
            } else if (!valued.contains(name)) {
                throw options.unknown(name, valued, flags);
            } else if (equals >= 0) {
                options.put(name, word.substring(equals + 1));
            } else if (i + 1 < words.size()) {
                options.put(name, words.get(++i));
            } else {
                throw Refusal.usage(name + " needs a value");
            }
        }
        return options;
    }

    private void put(String name, String value) {
        if (values.put(name, value) != null) {
            throw Refusal.usage(name + " is said twice");
        }
    }

    private Refusal unknown(String name, Set<String> valued, Set<String> flags) {
        Set<String> known = new TreeSet<>(valued);
        known.addAll(flags);
        return Refusal.usage(
                verb
                        + " does not know "
                        + name
                        + (known.isEmpty()
                                ? "; it takes no options"
                                : "; it knows " + String.join(", ", known))
                        + NearName.suggestion(name, known));
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * A time.
     *
     * @throws Refusal when it is none
     */
    Optional<Instant> time(String name) {
        try {
            return value(name).map(text -> OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw Refusal.usage(name + " must be RFC 3339 with an offset, as 2026-01-02T00:00:00Z");
        }
    }

    boolean has(String flag) {
        return flags.contains(flag);
    }

    /**
     * The only plain word.
     *
     * @param noun what it is, for the message
     */
    String only(String noun) {
        if (plain.size() != 1) {
            throw Refusal.usage(
                    plain.isEmpty()
                            ? verb + " needs " + noun
                            : verb + " takes one thing only: " + noun);
        }
        return plain.get(0);
    }

    /**
     * All plain words, at least one.
     *
     * @param noun what they are, for the message
     */
    List<String> plain(String noun) {
        if (plain.isEmpty()) {
            throw Refusal.usage(verb + " needs " + noun);
        }
        return List.copyOf(plain);
    }

    /** Refuses plain words. */
    Options none() {
        if (!plain.isEmpty()) {
            throw Refusal.usage(verb + " does not know what to do with " + plain.get(0));
        }
        return this;
    }
}
