// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * The analyzer: predictions and ground truth to profiles, verdicts and decisions. Start with {@link
 * io.halflife.analyzer.Main}; it only wires what the packages below do.
 */
package io.halflife.analyzer;
