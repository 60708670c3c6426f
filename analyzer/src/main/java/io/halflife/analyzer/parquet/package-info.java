// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Parquet files as lines of JSON, for imports: a program of its own that needs neither Spark nor a
 * database. Start at {@link io.halflife.analyzer.parquet.Rows}.
 */
package io.halflife.analyzer.parquet;
