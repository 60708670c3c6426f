// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.storage.analysis.RowQuery;
import java.io.Serializable;

/**
 * What one task reads: a window, or a part of one.
 *
 * @param window the window's number in its job
 * @param part the part's number in its window
 * @param features whether the rows carry features
 */
record Slice(int window, int part, RowQuery query, boolean features) implements Serializable {}
