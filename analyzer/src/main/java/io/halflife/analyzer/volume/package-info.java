// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What references lead one to expect of the number of rows in a window. Start at {@link
 * io.halflife.analyzer.volume.Volumes}. Reads counts, never rows of windows.
 */
package io.halflife.analyzer.volume;
