// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.requests;

import io.halflife.dashboard.page.WatchedModel;
import java.util.LinkedHashMap;
import java.util.Map;

/** What addresses of requests carry on. */
final class Requests {

    private Requests() {}

    /** Version and environment where an address named one of them. */
    static Map<String, String> asked(WatchedModel model) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (!model.query().isEmpty()) {
            parameters.put("version", model.versionName());
            parameters.put("environment", model.environment());
        }
        return parameters;
    }
}
