// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * A run, from the question to the report: which versions, which windows, what is known, what is
 * written. Start with {@link io.halflife.analyzer.run.Analyzer}. Nothing here computes or decides.
 */
package io.halflife.analyzer.run;
