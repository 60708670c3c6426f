// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * From JSON to rows: reads items in one pass, checks every rule, writes the valid ones as COPY
 * tuples. Start at {@link io.halflife.collector.item.BatchReader}. Nothing here knows HTTP; only
 * the directory may ask the database.
 */
package io.halflife.collector.item;
