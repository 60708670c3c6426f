// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.collector.item;

/** Makes rows of predictions that broke no rule. */
interface PredictionSink {

    void store(Item item, PredictionValues values);
}
