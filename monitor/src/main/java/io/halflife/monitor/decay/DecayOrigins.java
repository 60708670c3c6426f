// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.decay;

import java.time.Instant;

/**
 * From where a fit is also read.
 *
 * @param exposure the version's first deployment; null for its first prediction
 * @param age the end of its training data, else of its reference; null when neither is known
 */
public record DecayOrigins(Instant exposure, Instant age) {}
