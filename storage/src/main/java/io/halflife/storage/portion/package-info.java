// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Runs of many windows: how far one has come, and what its next portion needs to know of the past.
 * Start at {@link io.halflife.storage.portion.UnfinishedRuns}. Nothing here decides.
 */
package io.halflife.storage.portion;
