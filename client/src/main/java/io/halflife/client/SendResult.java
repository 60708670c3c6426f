// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of the items of a send. Accepted and duplicate items are stored; rejected and dropped
 * ones never will be, so they are not sent again.
 *
 * @param pending ground truth whose prediction is not there yet
 * @param dropped items too large for any request
 * @param errors of rejected items, with their index in what was sent; a server lists at most 100
 *     per request
 */
public record SendResult(
        long received,
        long accepted,
        long duplicates,
        long rejected,
        long pending,
        long dropped,
        List<ItemError> errors) {

    static final SendResult NOTHING = new SendResult(0, 0, 0, 0, 0, 0, List.of());

    /** One broken rule of one item. */
    public record ItemError(long index, String predictionId, String code, String pointer) {}

    public SendResult {
        errors = List.copyOf(errors);
    }

    static SendResult ofDropped() {
        return new SendResult(0, 0, 0, 0, 0, 1, List.of());
    }

    /** Both, the other's items standing {@code shift} places after the first of this. */
    SendResult plus(SendResult other, long shift) {
        List<ItemError> all = new ArrayList<>(errors);
        for (ItemError e : other.errors) {
            all.add(new ItemError(e.index + shift, e.predictionId, e.code, e.pointer));
        }
        return new SendResult(
                received + other.received,
                accepted + other.accepted,
                duplicates + other.duplicates,
                rejected + other.rejected,
                pending + other.pending,
                dropped + other.dropped,
                all);
    }
}
