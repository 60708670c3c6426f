// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What the analyzer found, written in one transaction per run and read by pages and the API. Start
 * at {@link io.halflife.storage.results.ResultReader}.
 */
package io.halflife.storage.results;
