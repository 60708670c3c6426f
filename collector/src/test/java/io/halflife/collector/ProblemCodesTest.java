// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The codes that the sources can answer with against those of the document, both ways. The sources
 * are read as text: every call that makes a problem or a finding has its code as a literal or a
 * constant at a known place among its arguments.
 */
class ProblemCodesTest {

    private static final List<String> SOURCES =
            List.of(
                    "collector/src/main/java",
                    "http/src/main/java/io/halflife/http/auth",
                    "http/src/main/java/io/halflife/http/body",
                    "http/src/main/java/io/halflife/http/json",
                    "http/src/main/java/io/halflife/http/problem",
                    "http/src/main/java/io/halflife/http/server",
                    "storage/src/main/java/io/halflife/storage/json",
                    "storage/src/main/java/io/halflife/storage/ingest");

    /** Calls and where their code stands, from the end (negative) or the start. */
    private static final Map<String, Integer> CALLS =
            Map.of(
                    "Problem.of(", 1,
                    "Problems.tooLarge(", 0,
                    "Problems.unavailable(", 0,
                    "conflict(", 0,
                    "MalformedBodyException(", 0,
                    "IngestUnavailableException(", 0,
                    "new Violation(", -2,
                    ".refuse(", -2);

    /** Told of no operation: they are answers to what is none. */
    private static final Set<String> NO_OPERATION = Set.of("method_not_allowed");

    private static final Pattern LITERAL = Pattern.compile("\"([a-z]+(?:_[a-z0-9]+)*)\"");
    private static final Pattern CONSTANT = Pattern.compile("\\b([A-Z][A-Z_]+)\\b");

    @Test
    void codes_ofTheSourcesAreThoseOfTheDocument() throws IOException {
        Set<String> emitted = new TreeSet<>();
        for (String folder : SOURCES) {
            try (Stream<Path> files = Files.walk(root().resolve(folder))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    addCodes(Files.readString(file), emitted);
                }
            }
        }
        emitted.removeAll(NO_OPERATION);
        // Problems.invalid takes the code of its findings, and this one where they differ.
        emitted.add("invalid_request");
        Set<String> documented = new TreeSet<>();
        addCodes(CollectorDocument.get().json(), documented);

        assertTrue(emitted.size() > 40, "the sources are read wrongly: " + emitted);
        Set<String> unexplained = new TreeSet<>(emitted);
        unexplained.removeAll(documented);
        assertEquals(Set.of(), unexplained, "answered, but not documented");
        Set<String> dead = new TreeSet<>(documented);
        dead.removeAll(emitted);
        assertEquals(Set.of(), dead, "documented, but never answered");
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return here.endsWith("collector") ? here.getParent() : here;
    }

    private static void addCodes(JsonNode node, Set<String> codes) {
        JsonNode code = node.at("/properties/code");
        code.path("enum").forEach(value -> codes.add(value.asText()));
        if (code.has("const")) {
            codes.add(code.path("const").asText());
        }
        code.path("anyOf").forEach(any -> any.path("const").asText().lines().forEach(codes::add));
        node.at("/RuleCode/enum").forEach(value -> codes.add(value.asText()));
        if (code.path("enum").toString().contains("clock_skew")) {
            code.path("enum").forEach(warning -> codes.remove(warning.asText()));
        }
        node.forEach(child -> addCodes(child, codes));
    }

    private static void addCodes(String source, Set<String> codes) {
        CALLS.forEach(
                (call, place) -> {
                    for (int at = source.indexOf(call);
                            at >= 0;
                            at = source.indexOf(call, at + 1)) {
                        List<String> arguments = arguments(source, at + call.length());
                        int index = place < 0 ? arguments.size() + place : place;
                        if (index >= 0 && index < arguments.size()) {
                            addLiterals(arguments.get(index), source, codes);
                        }
                    }
                });
        if (source.contains("enum ItemKind")) {
            addLiterals(
                    source.replaceAll("(?s).*codeOf\\(|STORED, DUPLICATE.*", ""), source, codes);
            addLiterals(
                    source.replaceAll("(?s)private final String label.*|\\w+\\(\"\\w+\",", ""),
                    source,
                    codes);
        }
    }

    private static void addLiterals(String argument, String source, Set<String> codes) {
        Matcher literal = LITERAL.matcher(argument);
        while (literal.find()) {
            codes.add(literal.group(1));
        }
        Matcher constant = CONSTANT.matcher(argument.replaceAll("\"[^\"]*\"", ""));
        while (constant.find()) {
            Matcher value =
                    Pattern.compile("String " + constant.group(1) + " =\\s*\"([a-z_]+)\"")
                            .matcher(source);
            if (value.find()) {
                codes.add(value.group(1));
            }
        }
    }

    /** The arguments of a call, from behind its parenthesis. */
    private static List<String> arguments(String source, int from) {
        List<String> found = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int start = from;
        for (int i = from; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '"' && source.charAt(i - 1) != '\\') {
                quoted = !quoted;
            }
            if (quoted) {
                continue;
            }
            if (c == '(' || c == '[' || c == '{') {
                depth++;
            } else if (c == ')' || c == ']' || c == '}') {
                if (depth-- == 0) {
                    found.add(source.substring(start, i));
                    return found;
                }
            } else if (c == ',' && depth == 0) {
                found.add(source.substring(start, i));
                start = i + 1;
            }
        }
        return found;
    }
}
