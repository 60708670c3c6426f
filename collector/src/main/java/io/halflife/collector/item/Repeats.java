// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import java.util.HashMap;
import java.util.Map;

/**
 * Finds ids that stand in one request twice. The first stays; a repeat of the same content is
 * counted, another content is refused. Not thread-safe.
 */
final class Repeats {

    private final Map<Key, Long> hashes = new HashMap<>();
    private final ParsedBatch batch;

    /** An id within its owner: a model, or a reference, and a revision. */
    private record Key(long owner, long high, long low, int revision) {}

    Repeats(ParsedBatch batch) {
        this.batch = batch;
    }

    /** Whether this is the first of its key; otherwise it is counted or refused. */
    boolean isFirst(Item item, long owner, PredictionKey key, int revision, long hash) {
        Long earlier = hashes.putIfAbsent(new Key(owner, key.high(), key.low(), revision), hash);
        if (earlier == null) {
            return true;
        }
        if (earlier == hash) {
            batch.countRepeat();
        } else {
            item.refuse(
                    "/prediction_id",
                    "duplicate_in_request",
                    "an earlier item of the request has this id and other content");
        }
        return false;
    }
}
