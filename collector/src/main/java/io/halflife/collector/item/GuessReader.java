// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.halflife.monitor.model.ModelVersion;
import java.io.IOException;
import java.util.List;

/** Shows a guess the items of one version, and stores nothing. */
final class GuessReader implements ItemReader {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final SignatureGuess guess;
    private final ModelVersion id;
    private final boolean onlyThisVersion;
    private final List<String> names;

    /**
     * A reader for one request.
     *
     * @param onlyThisVersion whether all items are of this version, whatever they say
     * @param names of a row's columns; null where there are none
     */
    GuessReader(
            SignatureGuess guess, ModelVersion id, boolean onlyThisVersion, List<String> names) {
        this.guess = guess;
        this.id = id;
        this.onlyThisVersion = onlyThisVersion;
        this.names = names;
    }

    @Override
    public void read(JsonParser json, Item item) throws IOException {
        if (guess.hasEnough()) {
            JsonInput.skip(json);
            return;
        }
        JsonNode sent = MAPPER.readTree(json);
        boolean ours =
                onlyThisVersion
                        || (sent.path("model").asText().equals(id.model())
                                && sent.path("version").asText().equals(id.version()));
        if (ours) {
            guess.see(sent.path("features"), sent.path("prediction"), names);
        }
    }

    @Override
    public void store(Item item) {}
}
