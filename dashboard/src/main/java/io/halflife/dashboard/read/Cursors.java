// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.read;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import io.halflife.storage.json.Json;
import java.util.ArrayList;
import java.util.List;

/** The cursors of one question: the place where a page ended, sealed. */
public final class Cursors {

    private final CursorKey key;
    private final String question;

    /**
     * @param question what the cursors are bound to
     */
    public Cursors(CursorKey key, String question) {
        this.key = key;
        this.question = question;
    }

    /** A cursor to the place. */
    public String next(List<String> place) {
        ArrayNode parts = Json.array();
        place.forEach(parts::add);
        return key.seal(question, parts.toString());
    }

    /**
     * The parts of the place; empty on the first page.
     *
     * @throws ProblemException 400 {@code invalid_cursor}
     */
    public List<String> place(String cursor) {
        List<String> parts = new ArrayList<>();
        if (!cursor.isEmpty()) {
            String text = key.open(question, cursor).orElseThrow(Cursors::invalid);
            Json.read(text).forEach(part -> parts.add(part.textValue()));
        }
        return parts;
    }

    static ProblemException invalid() {
        return new ProblemException(
                Problem.of(
                        400,
                        "invalid_cursor",
                        "the cursor is not one of ours, or is from another question;"
                                + " begin again without it"));
    }
}
