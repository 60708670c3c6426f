// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.launcher.console.Refusal;
import io.halflife.storage.key.KeyDraft;
import io.halflife.storage.key.KeyLimits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyOptionsTest {

    private static KeyDraft draft(String words) {
        return KeyOptions.draft(
                Options.read(
                        "keys create",
                        List.of(words.split(" ")),
                        KeyOptions.VALUED,
                        KeyOptions.FLAGS));
    }

    @Test
    void draft_defaults() {
        KeyDraft draft = draft("--name n --scopes read");

        assertEquals(Duration.ofDays(90), draft.lifetime());
        assertTrue(draft.models().isEmpty());
        assertEquals(KeyLimits.NONE, draft.limits());
    }

    @Test
    void draft_fullMapping() {
        KeyDraft draft =
                draft(
                        "--name n --scopes ingest:predictions,ingest:labels --models a,b"
                                + " --expires 24h --cidr 10.0.0.0/8 --auto-register"
                                + " --rate requests=50,items=1000,items-burst=9000");

        assertEquals(List.of("ingest:predictions", "ingest:labels"), draft.scopes());
        assertEquals(List.of("a", "b"), draft.models());
        assertEquals(Duration.ofHours(24), draft.lifetime());
        assertEquals("10.0.0.0/8", draft.cidr().orElseThrow().toString());
        assertTrue(draft.autoRegister());
        assertEquals(new KeyLimits(50, 100, 1000, 9000), draft.limits());
    }

    @ParameterizedTest
    @CsvSource({
        "--scopes read, needs --name",
        "--name n, needs --scopes",
        "--name n --scopes root, there is no scope root",
        "'--name n --scopes read,', empty name",
        "--name n --scopes read --expires 400d, at most a year",
        "--name n --scopes read --expires soon, --expires must be",
        "--name n --scopes read --cidr localhost, --cidr",
        "--name n --scopes read --rate items=0, must be at least 1",
        "--name n --scopes read --rate fast, --rate must be like"
    })
    void draft_whatCannotBe_isRefusedWithTheRule(String words, String rule) {
        Refusal refusal = assertThrows(Refusal.class, () -> draft(words));

        assertEquals(Refusal.USAGE, refusal.exitCode());
        assertTrue(refusal.getMessage().contains(rule), refusal.getMessage());
    }
}
