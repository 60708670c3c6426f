// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Which models and versions there are, remembered for a few seconds so that a prediction costs no
 * query. Start at {@link io.halflife.collector.directory.VersionDirectory}.
 */
package io.halflife.collector.directory;
