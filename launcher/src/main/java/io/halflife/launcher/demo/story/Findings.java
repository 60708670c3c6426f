// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo.story;

import io.halflife.launcher.demo.webhook.Receipt;
import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.storage.results.StoredRequest;
import io.halflife.storage.webhook.Delivery;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What was found while the story was played. Lists are in the order of time.
 *
 * @param counts what was sent
 * @param diary a page for each day
 * @param verdicts the tests that verdicts rest on, of all windows
 * @param missing the tests of missing rates, of all windows
 * @param decision the words of the last evaluation
 * @param deliveries of all requests
 * @param receipts what the demo's own receiver took
 */
public record Findings(
        Script script,
        Counts counts,
        List<DiaryPage> diary,
        List<DriftResult> verdicts,
        List<DriftResult> missing,
        String decision,
        List<StoredRequest> requests,
        List<Delivery> deliveries,
        List<Receipt> receipts) {

    /** How many rows were sent. */
    public record Counts(long reference, long predictions, long labels) {}

    public Findings {
        Objects.requireNonNull(script, "script");
        Objects.requireNonNull(counts, "counts");
        diary = List.copyOf(diary);
        verdicts = List.copyOf(verdicts);
        missing = List.copyOf(missing);
        Objects.requireNonNull(decision, "decision");
        requests = List.copyOf(requests);
        deliveries = List.copyOf(deliveries);
        receipts = List.copyOf(receipts);
    }

    /** The deciding metric's fit after the last day. */
    public Optional<DecayFit> fit() {
        return diary.isEmpty() ? Optional.empty() : diary.get(diary.size() - 1).fit();
    }

    public Optional<StoredRequest> firstRequest() {
        return requests.stream().findFirst();
    }

    /** The call to retrain, as the receiver took it. */
    Optional<Receipt> receipt(String requestId) {
        return receipts.stream().filter(receipt -> receipt.isCallOf(requestId)).findFirst();
    }

    /** The same call, as the services sent it to the receiver. */
    Optional<Delivery> delivery(String requestId) {
        Optional<String> messageId = receipt(requestId).map(Receipt::messageId);
        return deliveries.stream()
                .filter(delivery -> messageId.filter(delivery.messageId()::equals).isPresent())
                .findFirst();
    }
}
