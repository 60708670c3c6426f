// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.archive;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be archived.
 *
 * @param to a folder or a URL
 * @param model only this one
 * @param olderThan partitions that end before this; empty: {@link #AGE_DEFAULT} ago
 * @param keep only a copy: the database keeps its rows as long as if there were none
 */
public record ArchiveOptions(
        String to, Optional<String> model, Optional<Instant> olderThan, boolean keep) {

    /** Young enough to be done before retention comes, old enough for most late rows to be in. */
    static final Duration AGE_DEFAULT = Duration.ofDays(7);

    private static final Set<String> VALUED = Set.of("--to", "--model", "--before");
    private static final String KEEP = "--keep";

    /**
     * Reads command line arguments.
     *
     * @throws IllegalArgumentException naming the one that is wrong and its rule
     */
    public static ArchiveOptions parse(List<String> arguments) {
        Map<String, String> values = new HashMap<>();
        boolean keep = false;
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            if (name.equals(KEEP)) {
                keep = true;
            } else if (VALUED.contains(name) && i + 1 < arguments.size()) {
                values.put(name, arguments.get(++i));
            } else {
                throw new IllegalArgumentException(
                        name + ": known are --to FOLDER, --model M, --before TIME and --keep");
            }
        }
        if (values.getOrDefault("--to", "").isEmpty()) {
            throw new IllegalArgumentException("--to FOLDER says where the archive is");
        }
        return new ArchiveOptions(
                values.get("--to"),
                Optional.ofNullable(values.get("--model")),
                Optional.ofNullable(values.get("--before")).map(ArchiveOptions::time),
                keep);
    }

    private static Instant time(String text) {
        try {
            return text.length() == 10
                    ? Instant.parse(text + "T00:00:00Z")
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "--before " + text + ": a day as 2026-01-31, or a time with its offset", e);
        }
    }

    /** Partitions that are over by then. */
    Instant before(Instant clock) {
        return olderThan.orElse(clock.minus(AGE_DEFAULT));
    }
}
