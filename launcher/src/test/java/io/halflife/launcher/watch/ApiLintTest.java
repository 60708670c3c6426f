// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.watch;

import io.halflife.collector.CollectorDocument;
import io.halflife.dashboard.DashboardDocument;
import io.halflife.http.openapi.ApiDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The OpenAPI documents as others' tools read them. */
class ApiLintTest {

    /** Says nothing to anybody outside and looks for no newer version of itself. */
    private static final String[] QUIET = {
        "REDOCLY_TELEMETRY=off", "REDOCLY_SUPPRESS_UPDATE_NOTICE=true"
    };

    @Test
    void collectorsDocument_isOpenApiWithoutFindings(@TempDir Path folder) throws Exception {
        requireNoFindings(CollectorDocument.get(), "collector/redocly.yaml", folder);
    }

    @Test
    void dashboardsDocument_isOpenApiWithoutFindings(@TempDir Path folder) throws Exception {
        requireNoFindings(DashboardDocument.get(), "dashboard/redocly.yaml", folder);
    }

    private static void requireNoFindings(ApiDocument api, String rules, Path folder)
            throws Exception {
        Path document = folder.resolve("openapi.json");
        Files.writeString(document, api.json().toPrettyString());
        Tool linter = Tool.require("redocly");

        Tool.require("env")
                .succeed(
                        folder,
                        QUIET[0],
                        QUIET[1],
                        linter.path().toString(),
                        "lint",
                        "--config=" + Sources.file(rules),
                        document.toString());
    }
}
