// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * How well a model does where no label is known yet: an estimate, and said to be one. Start at
 * {@link io.halflife.monitor.estimation.Estimator}. Nothing here decides.
 */
package io.halflife.monitor.estimation;
