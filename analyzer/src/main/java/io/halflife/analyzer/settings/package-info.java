// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What can be set about the analyzer, as environment variables. The table in the module's README is
 * compared with {@link io.halflife.analyzer.settings.AnalyzerSettings} by a test.
 */
package io.halflife.analyzer.settings;
