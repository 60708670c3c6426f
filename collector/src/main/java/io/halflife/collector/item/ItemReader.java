// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Reads items of one kind. Used for all items of a request, one after the other. */
interface ItemReader {

    /**
     * Reads one item, from its opening brace to its closing one, and notes every broken rule.
     *
     * @throws IOException for what is not JSON
     */
    void read(JsonParser json, Item item) throws IOException;

    /** Makes a row of the item that was read last, which broke no rule so far. */
    void store(Item item);
}
