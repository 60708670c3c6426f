// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Plays a user's own data through the services as if time passed, and shows what was found. Start
 * at {@link io.halflife.launcher.replay.Replay}.
 */
package io.halflife.launcher.replay;
