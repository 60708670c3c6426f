// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * What the demo found, whether it is what the world did, and how it is told. Start at {@link
 * io.halflife.launcher.demo.story.Findings}. Nothing here is played or sent.
 */
package io.halflife.launcher.demo.story;
