// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard;

import io.halflife.http.openapi.ApiDocument;
import java.util.List;
import java.util.stream.Stream;

/**
 * The dashboard's API as it is described in {@code resources/openapi-dashboard}, the source of
 * truth. To add an operation, write it into the file of its topic; tests hold the document against
 * the routes.
 */
public final class DashboardDocument {

    private static final List<String> FILES =
            Stream.of(
                            "openapi",
                            "fleet",
                            "models",
                            "drift",
                            "performance",
                            "serving",
                            "retraining",
                            "webhooks",
                            "policy",
                            "mutes",
                            "lifecycle",
                            "service")
                    .map(name -> "/openapi-dashboard/" + name + ".json")
                    .toList();

    private DashboardDocument() {}

    public static ApiDocument get() {
        return ApiDocument.of(DashboardDocument.class, FILES);
    }
}
