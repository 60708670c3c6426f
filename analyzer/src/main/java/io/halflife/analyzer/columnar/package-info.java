// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Tables in Parquet files, written row by row and read column by column into primitive arrays.
 * Start with {@link io.halflife.analyzer.columnar.ColumnFile}; {@link
 * io.halflife.analyzer.columnar.Folder} is where files lie. Nothing here knows what a column means.
 */
package io.halflife.analyzer.columnar;
