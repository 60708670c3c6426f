// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * A folder of a user's own data: {@code schema.json}, the reference and production as CSV. Start at
 * {@link io.halflife.launcher.source.ReplayFolder}. Everything is checked here, nothing is sent.
 */
package io.halflife.launcher.source;
