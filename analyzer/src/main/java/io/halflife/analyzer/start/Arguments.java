// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.start;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.analyzer.protocol.Command;
import io.halflife.monitor.naming.NearName;
import io.halflife.storage.json.Json;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The words of the command line. After {@code --once} each field of the warm child's {@code
 * analyze} is an option, under the same name: {@code as_of} is {@code --as-of}.
 *
 * @param request the fields, for {@code --once}; else empty
 */
public record Arguments(Mode mode, ObjectNode request) {

    /** What the process is for. */
    public enum Mode {
        /** Obeys the lines of its standard input. */
        CHILD,
        /** Analyses once and ends. */
        ONCE,
        /** Looks at the settings and ends. */
        CHECK,
        /** Makes the archive of classes without a database and ends. */
        ARCHIVE
    }

    private static final String RULE =
            "say nothing, --check, --archive, or --once with options such as --model NAME";

    public Arguments {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(request, "request");
    }

    /**
     * Reads them; which options there are is known to the protocol.
     *
     * @throws IllegalArgumentException saying which rule they break
     */
    public static Arguments read(List<String> words) {
        Mode mode = mode(words);
        ObjectNode request = Json.object();
        if (mode != Mode.ONCE && words.size() > 1) {
            throw new IllegalArgumentException(words.get(0) + " takes no options; " + RULE);
        }
        for (int i = 1; i < words.size(); i += 2) {
            String field = field(words.get(i));
            if (i + 1 == words.size()) {
                throw new IllegalArgumentException(words.get(i) + " needs a value");
            }
            if (request.has(field)) {
                throw new IllegalArgumentException(words.get(i) + " is there twice");
            }
            request.put(field, words.get(i + 1));
        }
        return new Arguments(mode, request);
    }

    private static Mode mode(List<String> words) {
        return switch (words.isEmpty() ? "" : words.get(0)) {
            case "" -> Mode.CHILD;
            case "--once" -> Mode.ONCE;
            case "--check" -> Mode.CHECK;
            case "--archive" -> Mode.ARCHIVE;
            default ->
                    throw new IllegalArgumentException(
                            "unknown word " + words.get(0) + "; " + RULE);
        };
    }

    private static String field(String option) {
        if (!option.startsWith("--") || option.contains("_")) {
            throw new IllegalArgumentException("unknown word " + option + "; " + RULE);
        }
        String field = option.substring(2).replace('-', '_');
        if (!Command.REQUEST_FIELDS.contains(field)) {
            Set<String> known =
                    Command.REQUEST_FIELDS.stream()
                            .map(name -> "--" + name.replace('_', '-'))
                            .collect(Collectors.toCollection(TreeSet::new));
            throw new IllegalArgumentException(
                    "unknown option "
                            + option
                            + "; --once knows "
                            + String.join(", ", known)
                            + NearName.suggestion(option, known));
        }
        return field;
    }
}
