// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What an analysis run asks of the log: which windows were touched, and their rows with the labels
 * that the run may see. Start with {@link io.halflife.storage.analysis.TouchedWindows}; {@link
 * io.halflife.storage.analysis.RowCursor} runs inside Spark tasks. Nothing here writes.
 */
package io.halflife.storage.analysis;
