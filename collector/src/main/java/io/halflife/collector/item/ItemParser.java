// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import io.halflife.collector.directory.AutoRegister;
import io.halflife.collector.directory.KnownVersion;
import io.halflife.collector.directory.VersionDirectory;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.model.VersionDefinition;
import java.util.Optional;

/**
 * Reads the body of each ingest door. Thread-safe; may ask the database about versions, so it is
 * for worker threads.
 */
public final class ItemParser {

    private static final String PREDICTIONS = "predictions";

    private final VersionDirectory directory;
    private final AutoRegister registrations;
    private final RefusalQuota quota;
    private final int itemsMax;

    public ItemParser(
            VersionDirectory directory,
            AutoRegister registrations,
            RefusalQuota quota,
            int itemsMax) {
        this.directory = directory;
        this.registrations = registrations;
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
        VersionFinder versions =
                new VersionFinder(
                        directory, rules.mayName(), unknown -> register(source, rules, unknown));
        return predictions(source, rules, PredictionForm.MIXED, versions);
    }

    /** Predictions of one version; throws like {@link #predictions(ItemSource, ItemRules)}. */
    public ParsedBatch predictions(ItemSource source, ItemRules rules, KnownVersion version) {
        if (source.isColumnar()) {
            return columnar(source, rules, version);
        }
        VersionFinder versions = new VersionFinder(directory, rules.mayName());
        return predictions(source, rules, PredictionForm.of(version, null), versions);
    }

    private ParsedBatch predictions(
            ItemSource source, ItemRules rules, PredictionForm form, VersionFinder versions) {
        ParsedBatch batch = new ParsedBatch(new Quarantine("predictions", quota));
        PredictionSink sink = new PredictionRows(batch, rules);
        source.read(
                PREDICTIONS,
                itemsMax,
                new PredictionReader(form, rules, versions, sink, batch),
                batch);
        return batch;
    }

    private ParsedBatch columnar(ItemSource source, ItemRules rules, KnownVersion version) {
        ColumnarBody body = ColumnarBody.read(source.bytes(), source.length(), itemsMax);
        ParsedBatch batch = new ParsedBatch(new Quarantine("predictions", quota));
        FeatureColumns columns =
                body.shape().equals("dataframe_records")
                        ? null
                        : new FeatureColumns(body.names(), version);
        VersionFinder versions = new VersionFinder(directory, rules.mayName());
        new ColumnarReader(source.bytes(), body, columns, new ScoredAnswers(version.output()))
                .read(
                        new PredictionReader(
                                PredictionForm.of(version, columns),
                                rules,
                                versions,
                                new PredictionRows(batch, rules),
                                batch),
                        batch);
        return batch;
    }

    /**
     * Makes a version known that nobody has registered, from the predictions of it in the body;
     * empty where the rules do not allow it or nothing can be told from them. A body that is broken
     * makes nothing.
     */
    public Optional<KnownVersion> register(ItemSource source, ItemRules rules, ModelVersion id) {
        return rules.registrar() == null
                ? Optional.empty()
                : guess(source, id, false)
                        .flatMap(guess -> registrations.register(rules.registrar(), guess));
    }

    /** Like {@link #register}, where the path names the version of all items. */
    public Optional<KnownVersion> registerOnly(
            ItemSource source, ItemRules rules, ModelVersion id) {
        return rules.registrar() == null
                ? Optional.empty()
                : guess(source, id, true)
                        .flatMap(guess -> registrations.register(rules.registrar(), guess));
    }

    private Optional<VersionDefinition> guess(ItemSource source, ModelVersion id, boolean only) {
        SignatureGuess guess = new SignatureGuess();
        ParsedBatch unused = ParsedBatch.ofFirstLook();
        if (only && source.isColumnar()) {
            ColumnarBody body = ColumnarBody.read(source.bytes(), source.length(), itemsMax);
            ItemReader items = new GuessReader(guess, id, true, body.names());
            new ColumnarReader(source.bytes(), body, null, new ScoredAnswers(null))
                    .read(items, unused);
        } else {
            source.read(PREDICTIONS, itemsMax, new GuessReader(guess, id, only, null), unused);
        }
        return guess.definition(id);
    }

    /** Rows of a reference; throws like {@link #predictions(ItemSource, ItemRules)}. */
    public ParsedBatch referenceRows(
            ItemSource source,
            ItemRules rules,
            KnownVersion version,
            ModelVersion id,
            long referenceId) {
        ParsedBatch batch = new ParsedBatch(new Quarantine("reference_rows", quota));
        PredictionForm form =
                new PredictionForm(version, id.model(), id.version(), false, true, null);
        VersionFinder versions = new VersionFinder(directory, rules.mayName());
        PredictionSink sink = new ReferenceRowsSink(batch, referenceId);
        source.read(
                PREDICTIONS,
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

    /** Metrics that the caller computed; throws like the others. */
    public ParsedBatch metricValues(ItemSource source, ItemRules rules) {
        ParsedBatch batch = new ParsedBatch(new Quarantine("metric_values", quota));
        VersionFinder versions = new VersionFinder(directory, rules.mayName());
        source.read(
                "metric_values", itemsMax, new MetricValueReader(versions, rules, batch), batch);
        return batch;
    }
}
