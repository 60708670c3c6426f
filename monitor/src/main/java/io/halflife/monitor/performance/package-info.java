// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * How well a model did on the labels that are known. Start at {@link
 * io.halflife.monitor.performance.PerformanceValue}.
 */
package io.halflife.monitor.performance;
