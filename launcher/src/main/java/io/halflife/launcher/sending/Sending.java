// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.sending;

import io.halflife.client.SendResult;
import io.halflife.launcher.console.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Collects items and sends them in batches. What is sent was checked, so an item that the collector
 * does not take is a reason to stop. Not thread-safe.
 *
 * @param <T> what is sent
 */
public final class Sending<T> {

    public static final int BATCH_ITEMS = 1000;

    private final String noun;
    private final Function<List<T>, SendResult> door;
    private final List<T> batch = new ArrayList<>(BATCH_ITEMS);
    private long sent;

    /**
     * Nothing sent yet.
     *
     * @param noun what is sent, for messages: {@code predictions}
     */
    public Sending(String noun, Function<List<T>, SendResult> door) {
        this.noun = noun;
        this.door = door;
    }

    public void add(T item) {
        batch.add(item);
        if (batch.size() == BATCH_ITEMS) {
            flush();
        }
    }

    public void flush() {
        if (batch.isEmpty()) {
            return;
        }
        List<T> items = List.copyOf(batch);
        // What is refused once is refused again: it must not stand in the way of the next.
        batch.clear();
        SendResult result = door.apply(items);
        // Sending again after an unknown outcome finds what was committed: that is no loss.
        if (result.accepted() + result.duplicates() != items.size()) {
            throw refusal(result, items.size());
        }
        sent += items.size();
    }

    public long sent() {
        return sent;
    }

    private Refusal refusal(SendResult result, int items) {
        String reason =
                result.errors().isEmpty()
                        ? result.duplicates() + " were there already"
                        : result.errors().get(0).code()
                                + " at "
                                + result.errors().get(0).pointer()
                                + " of "
                                + result.errors().get(0).predictionId();
        return Refusal.failed(
                "the collector took "
                        + result.accepted()
                        + " of "
                        + items
                        + " "
                        + noun
                        + ": "
                        + reason);
    }
}
