// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import io.halflife.storage.ingest.IngestBatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What came out of reading a request: rows for the valid items, reasons for the others. Filled by
 * one thread.
 */
public final class ParsedBatch {

    private final IngestBatch rows = new IngestBatch();
    private final Quarantine quarantine;
    private final List<RefusedItem> refused = new ArrayList<>();
    private final Map<Integer, String> ids = new HashMap<>();
    private final Map<Integer, Set<String>> unknownFeatures = new HashMap<>();
    private int received;
    private int repeats;
    private int unknownFields;

    ParsedBatch(Quarantine quarantine) {
        this.quarantine = quarantine;
    }

    /** The rows to be stored, those of the quarantine included. */
    public IngestBatch rows() {
        return rows;
    }

    /** In the order of the request. */
    public List<RefusedItem> refused() {
        return Collections.unmodifiableList(refused);
    }

    public int received() {
        return received;
    }

    /** Items that stood in the request before, with the same content. */
    public int repeats() {
        return repeats;
    }

    /** Fields that nobody knows and that were left out. */
    public int unknownFields() {
        return unknownFields;
    }

    /** The id of a valid item, as it was sent. */
    public String idOf(int item) {
        return ids.get(item);
    }

    /**
     * By item, the features of valid items that the signature does not know. The empty string
     * stands for all that are not kept.
     */
    public Map<Integer, Set<String>> unknownFeatures() {
        return Collections.unmodifiableMap(unknownFeatures);
    }

    void receive() {
        received++;
    }

    /** For a first look at a body: what is refused is not noted. */
    static ParsedBatch ofFirstLook() {
        return new ParsedBatch(null);
    }

    void refuse(Item item) {
        if (quarantine != null) {
            quarantine.keep(item, rows);
        }
        refused.add(new RefusedItem(item.index(), item.predictionId(), item.model(), item.told()));
    }

    void keepId(Item item) {
        ids.put(item.index(), item.predictionId());
    }

    void keepUnknownFeatures(Item item, Set<String> names) {
        unknownFeatures.put(item.index(), names);
    }

    void countRepeat() {
        repeats++;
    }

    void countUnknownField() {
        unknownFields++;
    }

    void countUnknownFields(int more) {
        unknownFields += more;
    }
}
