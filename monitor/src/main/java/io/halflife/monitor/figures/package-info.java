// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * How figures are written in the reasons that people read. Start at {@link
 * io.halflife.monitor.figures.Figures}. Nothing here computes.
 */
package io.halflife.monitor.figures;
