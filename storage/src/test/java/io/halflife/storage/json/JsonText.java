// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.monitor.model.Violation;
import java.util.List;

/** JSON as tests like to write it, with single quotes. */
final class JsonText {

    private JsonText() {}

    static JsonNode json(String singleQuoted) {
        return Json.read(singleQuoted.replace('\'', '"'));
    }

    /** {@code pointer code} of each. */
    static List<String> brief(List<Violation> violations) {
        return violations.stream().map(v -> v.pointer() + " " + v.code()).toList();
    }
}
