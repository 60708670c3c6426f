// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.drift.DriftTests;
import io.halflife.monitor.drift.TestWords;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever reads a verdict finds its test in the glossary, with a sentence. */
class GlossaryTest {

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-z0-9_]+)` \\| ([^|]+) \\| ([^|]+) \\|$");

    @Test
    void glossary_holdsEveryDriftTestAndNoOther() {
        assertEquals(
                DriftTests.names().stream().sorted().toList(),
                rows().stream().map(row -> row.group(1)).sorted().toList());
    }

    @Test
    void glossary_explainsEachTestInASentence() {
        for (MatchResult row : rows()) {
            String sentence = row.group(3);
            assertTrue(sentence.endsWith(".") && sentence.length() > 40, row.group());
        }
    }

    /** The page of a feature and the glossary say the same. */
    @Test
    void pages_explainEachTestAsTheGlossaryDoes() {
        for (MatchResult row : rows()) {
            assertEquals(row.group(3).replace("`", ""), TestWords.meaning(row.group(1)));
        }
    }

    private static List<MatchResult> rows() {
        String glossary = Repository.read(Repository.root().resolve("docs/glossary.md"));
        int start = glossary.indexOf("## The drift tests");
        int end = glossary.indexOf("\n## ", start + 1);
        return ROW.matcher(glossary.substring(start, end)).results().toList();
    }
}
