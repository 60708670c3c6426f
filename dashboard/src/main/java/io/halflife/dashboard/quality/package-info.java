// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Whether the data is what the model was promised: values, what was refused, and what the signature
 * does not know. Start at {@link io.halflife.dashboard.quality.QualityPageReader}.
 */
package io.halflife.dashboard.quality;
