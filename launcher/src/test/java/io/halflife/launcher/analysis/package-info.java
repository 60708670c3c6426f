// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * The analyzer as the build delivers it, in each of the places where it runs: one-shot, beside
 * another one, on a cluster, killed. Start at {@link io.halflife.launcher.analysis.AnalyzerProcess}
 * and {@link io.halflife.launcher.analysis.StoredResults}.
 */
package io.halflife.launcher.analysis;
