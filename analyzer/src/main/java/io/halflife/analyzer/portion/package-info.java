// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * How a run of many windows is cut into portions, and how it says how far it is. Start at {@link
 * io.halflife.analyzer.portion.PortionSize}. Nothing here reads or writes.
 */
package io.halflife.analyzer.portion;
