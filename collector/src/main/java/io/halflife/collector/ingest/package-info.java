// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * The ingest doors: body in, rows to the log, and only after their COMMIT the answer with the
 * result of every item. Start at {@link io.halflife.collector.ingest.IngestDoors}, then {@link
 * io.halflife.collector.ingest.IngestFlow}.
 */
package io.halflife.collector.ingest;
