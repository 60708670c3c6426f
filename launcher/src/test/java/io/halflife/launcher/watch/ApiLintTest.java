// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.watch;

import io.halflife.collector.CollectorDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The collector's OpenAPI document as others' tools read it. */
class ApiLintTest {

    /** Says nothing to anybody outside and looks for no newer version of itself. */
    private static final String[] QUIET = {
        "REDOCLY_TELEMETRY=off", "REDOCLY_SUPPRESS_UPDATE_NOTICE=true"
    };

    @Test
    void document_isOpenApiWithoutFindings(@TempDir Path folder) throws Exception {
        Path document = folder.resolve("openapi.json");
        Files.writeString(document, CollectorDocument.get().json().toPrettyString());
        Tool linter = Tool.require("redocly");

        Tool.require("env")
                .succeed(
                        folder,
                        QUIET[0],
                        QUIET[1],
                        linter.path().toString(),
                        "lint",
                        "--config=" + Sources.file("collector/redocly.yaml"),
                        document.toString());
    }
}
