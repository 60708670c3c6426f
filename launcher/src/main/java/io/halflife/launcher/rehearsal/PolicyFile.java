// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.rehearsal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.launcher.console.Refusal;
import io.halflife.monitor.model.Violation;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.storage.Storage;
import io.halflife.storage.json.Parsed;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.policy.Policies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** A file with the body of {@code PUT /v1/models/{m}/policy}, checked by the same rules. */
public final class PolicyFile {

    private static final long BYTES_MAX = 256 << 10;
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private final String name;
    private final JsonNode body;

    private PolicyFile(String name, JsonNode body) {
        this.name = name;
        this.body = body;
    }

    /**
     * Reads it.
     *
     * @throws Refusal when it cannot be read or is not JSON
     */
    public static PolicyFile read(String name) {
        Path path = Path.of(name);
        try {
            if (Files.size(path) > BYTES_MAX) {
                throw Refusal.usage(name + " has more than " + BYTES_MAX + " bytes");
            }
            return new PolicyFile(name, MAPPER.readTree(Files.readAllBytes(path)));
        } catch (JsonProcessingException e) {
            throw Refusal.usage(
                    name
                            + " is not JSON: line "
                            + e.getLocation().getLineNr()
                            + ", column "
                            + e.getLocation().getColumnNr());
        } catch (NoSuchFileException e) {
            throw Refusal.usage(name + " does not exist");
        } catch (IOException e) {
            throw Refusal.usage(name + " cannot be read: " + e.getMessage());
        }
    }

    /**
     * The effective policy of a model.
     *
     * @throws Refusal with every broken rule
     */
    MonitoringPolicy policy(Storage storage, RegisteredModel model) {
        if (!(body instanceof ObjectNode fields)) {
            throw Refusal.usage(name + " is no policy: it must be a JSON object");
        }
        Parsed<MonitoringPolicy> parsed = new Policies(storage.jdbi()).check(model, fields);
        if (!parsed.isValid()) {
            throw Refusal.usage(
                    name
                            + " is no policy: "
                            + parsed.violations().stream()
                                    .map(PolicyFile::words)
                                    .collect(Collectors.joining("; ")));
        }
        return parsed.value();
    }

    private static String words(Violation violation) {
        return violation.pointer() + " " + violation.code() + ": " + violation.detail();
    }
}
