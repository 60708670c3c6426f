// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * The analyzer as a child process: one JSON object a line in, one a line out, in order. Start with
 * {@link io.halflife.analyzer.protocol.CommandLoop}.
 */
package io.halflife.analyzer.protocol;
