// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * A window of rows in Postgres until its verdicts are in Postgres: the analyzer as a process of its
 * own beside scipy, Evidently and a plain program that reads, sorts and merges the same. Start at
 * {@link io.halflife.benchmarks.analysis.AnalysisReport}.
 */
package io.halflife.benchmarks.analysis;
