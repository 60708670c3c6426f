// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import io.halflife.collector.directory.KnownVersion;
import io.halflife.collector.directory.VersionDirectory;
import io.halflife.monitor.model.ModelVersion;

/**
 * Reads the body of each ingest door. Thread-safe; may ask the database about versions, so it is
 * for worker threads.
 */
public final class ItemParser {

    private final VersionDirectory directory;
    private final RefusalQuota quota;
    private final int itemsMax;

    public ItemParser(VersionDirectory directory, RefusalQuota quota, int itemsMax) {
        this.directory = directory;
        this.quota = quota;
        this.itemsMax = itemsMax;
    }

    /**
     * Predictions, each of which names its version.
     *
     * @throws MalformedBodyException when the body as a whole is not one
     * @throws RequestTooLargeException when it holds too many items
     */
    public ParsedBatch predictions(ItemSource source, ItemRules rules) {
        return predictions(source, rules, PredictionForm.MIXED);
    }

    /** Predictions of one version; throws like {@link #predictions(ItemSource, ItemRules)}. */
    public ParsedBatch predictions(
            ItemSource source, ItemRules rules, KnownVersion version, ModelVersion id) {
        PredictionForm form = new PredictionForm(version, id.model(), id.version(), true, false);
        return predictions(source, rules, form);
    }

    private ParsedBatch predictions(ItemSource source, ItemRules rules, PredictionForm form) {
        ParsedBatch batch = new ParsedBatch(new Quarantine("predictions", quota));
        PredictionSink sink = new PredictionRows(batch, rules);
        VersionFinder versions = new VersionFinder(directory, rules.mayName());
        source.read(
                "predictions",
                itemsMax,
                new PredictionReader(form, rules, versions, sink, batch),
                batch);
        return batch;
    }

    /** Rows of a reference; throws like {@link #predictions(ItemSource, ItemRules)}. */
    public ParsedBatch referenceRows(
            ItemSource source,
            ItemRules rules,
            KnownVersion version,
            ModelVersion id,
            long referenceId) {
        ParsedBatch batch = new ParsedBatch(new Quarantine("reference_rows", quota));
        PredictionForm form = new PredictionForm(version, id.model(), id.version(), false, true);
        VersionFinder versions = new VersionFinder(directory, rules.mayName());
        PredictionSink sink = new ReferenceRowsSink(batch, referenceId);
        source.read(
                "predictions",
                itemsMax,
                new PredictionReader(form, rules, versions, sink, batch),
                batch);
        return batch;
    }

    /** Ground truth; throws like {@link #predictions(ItemSource, ItemRules)}. */
    public ParsedBatch groundTruth(ItemSource source, ItemRules rules, ItemRules observationRules) {
        ParsedBatch batch = new ParsedBatch(new Quarantine("ground_truth", quota));
        source.read(
                "ground_truth",
                itemsMax,
                new GroundTruthReader(directory, rules, observationRules, batch),
                batch);
        return batch;
    }

    /** Latency summaries; throws like {@link #predictions(ItemSource, ItemRules)}. */
    public ParsedBatch summaries(ItemSource source, ItemRules rules) {
        ParsedBatch batch = new ParsedBatch(new Quarantine("latency_summaries", quota));
        VersionFinder versions = new VersionFinder(directory, rules.mayName());
        source.read(
                "latency_summaries",
                itemsMax,
                new LatencySummaryReader(versions, rules, batch),
                batch);
        return batch;
    }
}
