// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * The write path of the log: encoded rows, a bounded queue, writers that commit many requests
 * together by binary COPY. Start at {@link io.halflife.storage.ingest.IngestLog}. What a row means
 * and which are valid is decided before they come here.
 */
package io.halflife.storage.ingest;
