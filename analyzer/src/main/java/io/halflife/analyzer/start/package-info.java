// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * How the analyzer's process begins and ends: its words, its exit codes, its archive of classes. It
 * knows nothing of Spark. Start with {@link io.halflife.analyzer.start.Arguments}.
 */
package io.halflife.analyzer.start;
