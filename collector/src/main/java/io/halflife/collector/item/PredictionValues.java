// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

import io.halflife.collector.directory.KnownVersion;

/** Everything that an item says of a prediction. Used again for the next item. Not thread-safe. */
final class PredictionValues {

    static final String ENVIRONMENT_DEFAULT = "production";

    final TextReader texts = new TextReader();
    final FeatureValues features = new FeatureValues();
    final OutputValues output = new OutputValues(texts);
    final ActualValues actual = new ActualValues(texts);
    KnownVersion version;
    String environment;
    PredictionKey key;
    long eventMicros;
    double latencySeconds;
    byte[] tags;
    byte[] traceId;

    void clear() {
        version = null;
        environment = ENVIRONMENT_DEFAULT;
        key = null;
        eventMicros = Times.INVALID;
        latencySeconds = Double.NaN;
        tags = null;
        traceId = null;
        features.clear();
        output.clear();
        actual.clear();
    }
}
