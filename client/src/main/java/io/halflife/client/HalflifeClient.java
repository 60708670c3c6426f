// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.client;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends to a collector. Thread-safe; every method blocks until the server has answered for good.
 *
 * <p>Items are stored at least once and, because they carry their identity, at most once. A
 * transient failure is tried again with random delays; a permanent one never is; a request that is
 * too large is sent in halves. An app that serves wants {@link
 * io.halflife.client.logging.PredictionLogger} instead, which never blocks.
 */
public final class HalflifeClient implements AutoCloseable {

    private final ClientSettings settings;
    private final Sender sender;

    private HalflifeClient(ClientSettings settings) {
        this.settings = settings;
        this.sender = new Sender(settings, new AtomicBoolean());
    }

    public static HalflifeClient open(ClientSettings settings) {
        return new HalflifeClient(settings);
    }

    /**
     * Sends predictions in batches.
     *
     * @throws RequestRefusedException when the server refuses a batch as a whole
     * @throws SendFailedException when the time for retries is up
     */
    public SendResult sendPredictions(List<Prediction> predictions) {
        return send("/v1/predictions", "predictions", predictions);
    }

    /** Sends ground truth in batches; throws like {@link #sendPredictions}. */
    public SendResult sendGroundTruth(List<GroundTruth> labels) {
        return send("/v1/ground-truth", "ground_truth", labels);
    }

    /** Sends latency summaries in batches; throws like {@link #sendPredictions}. */
    public SendResult sendLatencySummaries(List<LatencySummary> summaries) {
        return send("/v1/latency-summaries", "latency_summaries", summaries);
    }

    /** Sends rows of a version's reference in batches; throws like {@link #sendPredictions}. */
    public SendResult sendReferenceRows(String model, String version, List<Prediction> rows) {
        String path = "/v1/models/" + encoded(model) + "/versions/" + encoded(version);
        return send(path + "/reference/rows", "predictions", rows);
    }

    /**
     * Calls any other door, for example {@code call("POST", "/v1/models", json)}. A transient
     * failure is tried again.
     *
     * @param body JSON; null for none
     * @throws RequestRefusedException for an answer of 4xx
     * @throws SendFailedException when the time for retries is up
     */
    public ServerAnswer call(String method, String path, String body) {
        return sender.call(method, path, body);
    }

    /** A name as one segment of a path. */
    public static String encoded(String segment) {
        return PathSegments.encoded(segment);
    }

    private SendResult send(String path, String arrayName, List<? extends Item> items) {
        SendResult result = SendResult.NOTHING;
        long sent = 0;
        for (Batch batch : Batch.cut(items, settings)) {
            result = result.plus(sender.send(path, arrayName, batch), sent);
            sent += batch.size();
        }
        return result;
    }

    /** Nothing is under way when every call has returned; there is nothing to wait for. */
    @Override
    public void close() {
        sender.close();
    }
}
