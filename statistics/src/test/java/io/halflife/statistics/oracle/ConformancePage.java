// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page that says which references we equal, and to which error: written from the ledgers of a
 * run, with what only a person can say from {@code conformance/notes.json}.
 */
public final class ConformancePage {

    private static final Pattern INDEX =
            Pattern.compile("(?<=^|[. ])[0-9]+(?=$|[. ])|(?<=features\\.)[^.]+");

    /** "≤ 1e-13", or "≤ 0" for no error at all. */
    private static final Pattern BOUND = Pattern.compile("≤ (?:1e(-?[0-9]+)|0)");

    /** The exponent below which processors may round differently. */
    private static final int ROUNDING = -13;

    /** The exponent of no error. */
    private static final int NONE = -400;

    private final Conformance conformance;
    private final JsonNode notes;
    private final StringBuilder page = new StringBuilder();

    private ConformancePage(Conformance conformance, JsonNode notes) {
        this.conformance = conformance;
        this.notes = notes;
    }

    /** The page in Markdown. */
    public static String of(Conformance conformance) {
        try (InputStream in =
                ConformancePage.class.getResourceAsStream("/conformance/notes.json")) {
            ConformancePage page =
                    new ConformancePage(conformance, new ObjectMapper().readTree(in));
            page.write();
            return page.page.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether both pages tell of the same folders. */
    public static boolean isOfSameData(String page, String other) {
        return dataLine(page).equals(dataLine(other));
    }

    private static String dataLine(String page) {
        return page.lines().filter(line -> line.startsWith("Data: ")).findFirst().orElse("");
    }

    /** The page without its error bounds, which may differ between processors. */
    public static String withoutErrors(String page) {
        return BOUND.matcher(page).replaceAll("≤");
    }

    /**
     * The first error of the run that is more than ten times what the page states, and more than
     * rounding; pages must be equal without errors.
     */
    public static String exceeded(String page, String run) {
        List<Integer> stated = exponents(page);
        List<Integer> found = exponents(run);
        for (int i = 0; i < Math.min(stated.size(), found.size()); i++) {
            if (found.get(i) > Math.max(stated.get(i) + 1, ROUNDING)) {
                return "bound " + i + ": 1e" + found.get(i) + " exceeds 1e" + stated.get(i);
            }
        }
        return "";
    }

    private static List<Integer> exponents(String page) {
        return BOUND.matcher(page)
                .results()
                .map(r -> r.group(1) == null ? NONE : Integer.parseInt(r.group(1)))
                .toList();
    }

    private void write() {
        line("# Conformance");
        line("");
        line(notes.get("intro").asText());
        line("");
        line(
                String.format(
                        Locale.ROOT,
                        "Data: oracles %s, oracles-peers %s (first 64 bits of SHA-256 over names and bytes).",
                        SharedFiles.ORACLES.fingerprint(),
                        SharedFiles.PEERS.fingerprint()));
        conformance.bySuite().forEach(this::suite);
        peers();
        faults();
    }

    private void suite(String suite, List<JsonNode> lines) {
        JsonNode note = notes.path("suites").path(suite);
        line("");
        line(String.format(Locale.ROOT, "## %s", note.path("title").asText(suite)));
        line("");
        line(
                String.format(
                        Locale.ROOT,
                        "Suite `%s`, %d cases. %s",
                        suite,
                        keys(lines),
                        note.path("text").asText()));
        line("");
        figures(lines);
        notCompared(lines);
    }

    private static long keys(List<JsonNode> lines) {
        return lines.stream().map(Conformance::key).distinct().count();
    }

    private void figures(List<JsonNode> lines) {
        Map<String, ComparedFigure> figures = new TreeMap<>();
        for (JsonNode line : lines) {
            for (Map.Entry<String, JsonNode> each : line.get("errors").properties()) {
                figures.computeIfAbsent(name(each.getKey()), name -> new ComparedFigure())
                        .add(each.getValue());
            }
        }
        if (figures.isEmpty()) {
            line("Compared for equality.");
            return;
        }
        line(
                "| figure | compared | worst relative error | worst absolute error near 0 | held to |");
        line("|---|---|---|---|---|");
        figures.forEach(
                (name, figure) ->
                        line(String.format(Locale.ROOT, "| %s | %s", name, figure.cells())));
    }

    /** The figure's name: without the prefix that all have, indices as *. */
    static String name(String path) {
        String bare = path.startsWith("expected.") ? path.substring(9) : path;
        return INDEX.matcher(bare).replaceAll("*").replace('_', ' ');
    }

    private void notCompared(List<JsonNode> lines) {
        Map<String, String> reasons = new TreeMap<>();
        for (JsonNode line : lines) {
            line.get("notCompared")
                    .properties()
                    .forEach(e -> reasons.put(name(e.getKey()), e.getValue().asText()));
        }
        if (!reasons.isEmpty()) {
            line("");
            reasons.forEach(
                    (figure, reason) ->
                            line(
                                    String.format(
                                            Locale.ROOT, "Not compared: %s, %s.", figure, reason)));
        }
    }

    private void peers() {
        line("");
        line("## Figures that others publish");
        line("");
        line(notes.path("peers").asText());
        line("");
        line("| file | compared | worst error | wrong at the peer, no bar | not offered |");
        line("|---|---|---|---|---|");
        Map<String, List<JsonNode>> files =
                conformance.cases(SharedFiles.PEERS).stream()
                        .collect(
                                Collectors.groupingBy(
                                        line -> line.get("file").asText(),
                                        TreeMap::new,
                                        Collectors.toList()));
        files.forEach(this::peer);
        line("");
        files.forEach(this::notOffered);
    }

    private void peer(String file, List<JsonNode> lines) {
        List<JsonNode> equal = lines.stream().filter(line -> !isNotOffered(line)).toList();
        ComparedFigure all = new ComparedFigure();
        equal.forEach(line -> line.get("errors").forEach(all::add));
        line(
                String.format(
                        Locale.ROOT,
                        "| %s | %d | %s | %d | %d |",
                        file,
                        keys(equal),
                        all.worst(),
                        PeerFile.wrongAtThePeer(file),
                        keys(lines.stream().filter(ConformancePage::isNotOffered).toList())));
    }

    private static boolean isNotOffered(JsonNode line) {
        return !line.get("notOffered").asText().isEmpty();
    }

    private void notOffered(String file, List<JsonNode> lines) {
        Map<String, String> reasons = new TreeMap<>();
        for (JsonNode line : lines) {
            if (isNotOffered(line)) {
                reasons.merge(
                        line.get("notOffered").asText(),
                        line.get("id").asText(),
                        (some, one) -> some.length() > 60 ? some : some + ", " + one);
            }
        }
        reasons.forEach(
                (reason, ids) ->
                        line(
                                String.format(
                                        Locale.ROOT,
                                        "- %s, not offered (%s): %s.",
                                        file,
                                        ids,
                                        reason)));
    }

    private void faults() {
        line("");
        line("## Known faults of others, shown by a test");
        line("");
        line("| whose | what | theirs | ours | why |");
        line("|---|---|---|---|---|");
        for (JsonNode each : conformance.faults()) {
            line(
                    String.format(
                            Locale.ROOT,
                            "| %s | %s | %s | %s | %s |",
                            each.get("fault").asText(),
                            each.get("what").asText(),
                            each.get("theirs").asText(),
                            each.get("ours").asText(),
                            each.get("why").asText()));
        }
        line("");
        line(notes.path("faults").asText());
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
