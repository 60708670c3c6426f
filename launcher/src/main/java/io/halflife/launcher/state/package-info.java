// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * The folder in which the one-machine mode keeps everything, who owns it, and what runs in it.
 * Start at {@link io.halflife.launcher.state.StateFolder}.
 */
package io.halflife.launcher.state;
