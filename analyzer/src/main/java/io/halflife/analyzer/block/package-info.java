// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Rows to blocks of columns, inside tasks. Start with {@link
 * io.halflife.analyzer.block.SliceReader}; {@link io.halflife.analyzer.block.BlockKey} says where a
 * block belongs. Nothing here knows Spark's jobs, and nothing is compared.
 */
package io.halflife.analyzer.block;
