// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector;

import io.halflife.http.openapi.ApiDocument;
import java.util.List;
import java.util.stream.Stream;

/**
 * The collector's API as it is described in {@code resources/openapi}, the source of truth. To add
 * an operation, write it into the file of its topic; tests hold the document against the routes.
 */
public final class CollectorDocument {

    private static final List<String> FILES =
            Stream.of(
                            "openapi",
                            "ingest",
                            "models",
                            "references",
                            "policy",
                            "retraining",
                            "service")
                    .map(name -> "/openapi/" + name + ".json")
                    .toList();

    private CollectorDocument() {}

    public static ApiDocument get() {
        return ApiDocument.of(CollectorDocument.class, FILES);
    }
}
