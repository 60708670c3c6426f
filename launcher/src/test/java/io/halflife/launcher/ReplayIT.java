// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real data, through the whole product, against figures that other programs computed. Two of the
 * four sets take part in every build, the larger two where CI=true.
 */
class ReplayIT {

    private static final boolean CI = Boolean.parseBoolean(System.getenv("CI"));

    @TempDir static Path stateHome;

    @AfterAll
    static void stop() throws Exception {
        new LauncherProcess(stateHome).run("stop");
    }

    /** The last column is a lower bound of the figures that must have been compared. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "elec2, true, 4000",
        "bike-sharing, true, 4500",
        "hotel-booking, false, 4000",
        "nannyml-car-loan, false, 1300"
    })
    void replay_meetsTheExpectedResults(String name, boolean always, int figuresMin)
            throws Exception {
        Path folder = Path.of(System.getProperty("halflife.data"), name);
        assertTrue(Files.isDirectory(folder) || !CI, "no " + folder);
        assumeTrue(Files.isDirectory(folder), "no " + folder);
        assumeTrue(always || CI, "only where CI=true, to keep the build short");
        ExpectedResults expected = ExpectedResults.of(folder);

        LauncherProcess.Outcome outcome = replay(folder, expected.decayRanges());

        assertEquals(0, outcome.exitCode(), outcome.err());
        JsonNode report = new ObjectMapper().readTree(outcome.out());
        Comparison comparison = expected.compareWith(report);
        assertTrue(comparison.differences().isEmpty(), comparison.words());
        System.out.println(name + ": " + comparison.figures() + " figures meet their tolerance");
        assertTrue(comparison.figures() >= figuresMin, "only " + comparison.figures());
    }

    private static LauncherProcess.Outcome replay(Path folder, Set<String> ranges)
            throws Exception {
        assertTrue(ranges.size() <= 1, "one range at most: " + ranges);
        List<String> words = new ArrayList<>(List.of("replay", folder.toString(), "--json"));
        ranges.forEach(range -> words.addAll(List.of("--decay-range", range)));
        return new LauncherProcess(stateHome).run(words.toArray(String[]::new));
    }
}
