// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Reads files of expected values that other programs made. Start at {@link
 * io.halflife.statistics.oracle.Oracles}. The files lie beside the repository, not in it.
 */
package io.halflife.statistics.oracle;
