// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import io.halflife.monitor.model.Violation;
import io.halflife.storage.ingest.CopyBuffer;
import io.halflife.storage.ingest.IngestBatch;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Notes where and why items were refused, so that somebody can look for the cause; of what they
 * held, only an {@link Excerpt} without texts. A sample: see {@link RefusalQuota}.
 */
final class Quarantine {

    private final String door;
    private final RefusalQuota quota;
    private final MessageDigest digest = ContentHash.sha256();

    Quarantine(String door, RefusalQuota quota) {
        this.door = door;
        this.quota = quota;
    }

    /** Adds a row about the item, unless enough of its model were noted this hour. */
    void keep(Item item, IngestBatch rows) {
        String model = item.model();
        if (!quota.take(model)) {
            return;
        }
        Violation first = item.told().get(0);
        digest.update(item.body(), item.start(), item.length());
        CopyBuffer buffer = rows.buffer();
        int start = buffer.size();
        buffer.text(door.getBytes(StandardCharsets.US_ASCII));
        buffer.text(PredictionRows.utf8(model));
        byte[] hash = digest.digest();
        buffer.bytea(hash, 0, hash.length);
        buffer.text(PredictionRows.utf8(first.code()));
        buffer.text(storable(first.pointer()));
        buffer.text(PredictionRows.utf8(first.detail()));
        buffer.text(PredictionRows.utf8(Excerpt.of(item)));
        rows.addReject(start);
    }

    /** A pointer may name a field of the request's own invention. */
    private static byte[] storable(String pointer) {
        char[] chars = pointer.toCharArray();
        Utf8 utf8 = new Utf8();
        int length = utf8.append(chars, 0, Math.min(chars.length, ItemLimits.NAME_BYTES_MAX));
        return length < 0 ? new byte[0] : utf8.take(length);
    }
}
