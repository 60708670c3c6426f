// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** One element of a batch, as the API spells it. */
public interface Item {

    /** Writes one JSON object. */
    void writeTo(JsonGenerator json) throws IOException;
}
