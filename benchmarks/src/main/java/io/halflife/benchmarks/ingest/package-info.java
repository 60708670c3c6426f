// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What the way of a prediction into the database costs, beside a raw COPY of the same rows. Start
 * at {@link io.halflife.benchmarks.ingest.IngestReport}.
 */
package io.halflife.benchmarks.ingest;
